/** Gives what a step of some work makes. Whoever does the work in turns keeps it, for when the work is begun anew. */
export type TakeStep = <Made>(make: () => Made) => Made

/** Takes all steps at once. */
export const atOnce: TakeStep = make => make()

/** Does work that is made of steps without a break. */
export function allAtOnce<Done>(work: Generator<undefined, Done>): Done {
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value
}
