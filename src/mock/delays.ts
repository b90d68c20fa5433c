import { closingRefusal } from '../contract/closing-refusal.ts'

/** Answers that are held back. */
export class Delays {
  readonly #held = new Map<NodeJS.Timeout, () => void>()
  #isClosed = false

  /**
   * Is over after so many ms.
   * @throws Refusal 503 when the mock is closed before.
   */
  wait(ms: number): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) {
        reject(closingRefusal())
        return
      }
      const timer = setTimeout(() => {
        this.#held.delete(timer)
        resolve()
      }, ms)
      this.#held.set(timer, () => reject(closingRefusal()))
    })
  }

  /** Holds nothing back any more: a timer would keep the process alive. */
  close(): void {
    this.#isClosed = true
    for (const [timer, refuse] of this.#held) {
      clearTimeout(timer)
      refuse()
    }
    this.#held.clear()
  }
}
