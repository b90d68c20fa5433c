import { keepingSteps, type TakeStep } from '../memory/steps.ts'

/** ms that a request holds up the main thread before others have their turn. What it makes in one piece comes on top. */
const STRETCH = 12
/** ms: what nobody waits for holds up others no longer, but for what it makes in one piece. */
const SPARE_STRETCH = 2
/** ms of what nobody waits for, all stretches together: each goes through what is made already. */
const MOST_SPARE = 1000
/** A request that needs more stretches is done in the last one: what it makes is thrown out before it is used. */
const MOST_STRETCHES = 60

/** Ends a stretch; everything made in it is kept. */
class Interrupted extends Error {
  override name = 'Interrupted'
}

/**
 * Work of the main thread, with turns for others. A world says when it has made something and keeps it (`World.kept`). When a stretch
 * has gone on for long the work ends there by a throw, others have their turn, and it is begun anew: it finds what was made, and
 * comes further. So code of worlds and operations is plain functions, and what it takes to go through what is there is all that is lost.
 * A warm mock is done in the first stretch (decision D355).
 */
export class Stretches {
  /** `performance.now()` at which the one under way has gone on for long; Infinity: there is none. */
  #end = Number.POSITIVE_INFINITY
  #began = Number.NEGATIVE_INFINITY

  /** For the worlds of the main thread. */
  readonly kept = (): void => {
    if (this.#end !== Number.POSITIVE_INFINITY && performance.now() > this.#end) throw new Interrupted()
  }

  /**
   * Does some work: at once where it takes one stretch, else in turns.
   * @param work gives the same whenever it is begun
   * @throws what the work throws
   */
  run<Done>(work: () => Done): Done | Promise<Done> {
    try {
      return this.#stretch(work)
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error
      return this.#goOn(work)
    }
  }

  /**
   * Does work that is made of steps, in turns: each step that was taken is kept until the work is done. Steps within a step are
   * parts of it.
   * @param work takes its steps in the same order whenever it is begun
   */
  inSteps<Done>(work: (take: TakeStep) => Done): Done | Promise<Done> {
    const made: unknown[] = []
    return this.run(() => work(keepingSteps(made, this.kept)))
  }

  /** Does work that says itself where it may be interrupted, in turns: nothing of it is done twice. */
  async byYields<Done>(work: Generator<undefined, Done>): Promise<Done> {
    for (;;) {
      const end = performance.now() + STRETCH
      while (performance.now() < end) {
        const step = work.next()
        if (step.done) return step.value
      }
      await nextTurn()
    }
  }

  /**
   * Does work that nobody waits for, in short stretches between other things.
   * @param work gives the same whenever it is begun; nobody hears why it fails
   * @param goesOn asked before each stretch whether to go on; it gets the ms that the last one took
   */
  async spare(work: () => unknown, goesOn: (ms: number) => boolean): Promise<void> {
    let ms = 0
    for (let sum = 0; sum < MOST_SPARE; sum += ms) {
      await nextTurn()
      if (!goesOn(ms)) return
      const began = performance.now()
      let isDone = true
      try {
        this.#stretch(work, SPARE_STRETCH)
      } catch (error) {
        isDone = !(error instanceof Interrupted)
      }
      ms = performance.now() - began
      if (isDone) break
    }
    goesOn(ms)
  }

  /** Says that something is begun which has no breaks. */
  begin(): void {
    this.#began = performance.now()
  }

  /** Waits for everybody else, if what was begun last has gone on for long. */
  pass(): undefined | Promise<void> {
    return performance.now() - this.#began > STRETCH ? nextTurn() : undefined
  }

  async #goOn<Done>(work: () => Done): Promise<Done> {
    for (let stretches = 1; stretches < MOST_STRETCHES; stretches++) {
      await nextTurn()
      try {
        return this.#stretch(work)
      } catch (error) {
        if (!(error instanceof Interrupted)) throw error
      }
    }
    await nextTurn()
    return work()
  }

  #stretch<Done>(work: () => Done, ms = STRETCH): Done {
    this.#began = performance.now()
    this.#end = this.#began + ms
    try {
      return work()
    } finally {
      this.#end = Number.POSITIVE_INFINITY
    }
  }
}

// Taken here, as a test runner may put a clock of its own in its place later, which stands.
const afterOthers = setImmediate
const nextTurn = () => new Promise<void>(resolve => afterOthers(resolve))
