/** Gives what a step of some work makes. Whoever does the work in turns keeps it, for when the work is begun anew. */
export type TakeStep = <Made>(make: () => Made) => Made

/** Takes all steps at once. */
export const atOnce: TakeStep = make => make()
