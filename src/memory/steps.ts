/** Gives what a step of some work makes. Whoever does the work in turns keeps it, for when the work is begun anew. */
export type TakeStep = <Made>(make: () => Made) => Made

/** Takes all steps at once. */
export const atOnce: TakeStep = make => make()

/** Does work that is made of steps without a break. */
export function allAtOnce<Done>(work: Generator<undefined, Done>): Done {
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value
}

/**
 * Takes the steps of work that is begun anew where it was interrupted: steps in `made` are not taken again. Steps within a step
 * are parts of it.
 * @param made what earlier beginnings made, by the order of their steps; what is made now is added
 * @param kept is called when a step was made, and may end the work by a throw
 */
export function keepingSteps(made: unknown[], kept: () => void): TakeStep {
  let taken = 0
  let isWithin = false
  return <Made>(make: () => Made) => {
    if (isWithin) return make()
    if (taken === made.length) {
      isWithin = true
      made.push(make())
      isWithin = false
      kept()
    }
    return made[taken++] as Made
  }
}
