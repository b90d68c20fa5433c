import { residentMemory } from '../drive/server.mjs'

/** Resident memory of a server along the way, printed every 5 %. */
export class Curve {
  #pid
  #total
  #started = performance.now()
  #printed = 0
  /** { done, mb }, as often as somebody looked. */
  #points = []

  constructor(pid, total) {
    this.#pid = pid
    this.#total = total
  }

  /** Looks at the memory when `done` requests are answered. */
  async look(done) {
    const mb = await residentMemory(this.#pid)
    this.#points.push({ done, mb })
    const step = Math.floor((done / this.#total) * 20)
    if (step <= this.#printed) return
    this.#printed = step
    console.log(
      `${String(step * 5).padStart(4)} %  ${String(done).padStart(7)} requests  ${mb.toFixed(0).padStart(5)} MB`,
    )
  }

  /** MB: at the end; the median and the highest of the second and of the last third. */
  get result() {
    const of = (from, to) => {
      const looks = this.#points.filter(({ done }) => done > from * this.#total && done <= to * this.#total)
      const sorted = looks.map(({ mb }) => mb).sort((one, other) => one - other)
      return { median: sorted[sorted.length >> 1] ?? 0, highest: sorted.at(-1) ?? 0 }
    }
    return { end: this.#points.at(-1)?.mb ?? 0, second: of(1 / 3, 2 / 3), last: of(2 / 3, 1) }
  }

  /** Prints what came of it; gives whether the memory stayed within the limit (MB; undefined: there is none). */
  conclude(done, limit) {
    const seconds = (performance.now() - this.#started) / 1000
    const { end, second, last } = this.result
    const mb = value => `${value.toFixed(0)} MB`
    console.log(`${done} requests, ${(done / seconds).toFixed(0)}/s`)
    const third = ({ median, highest }) => `median ${mb(median)}, highest ${mb(highest)}`
    console.log(`resident memory: end ${mb(end)}; second third: ${third(second)}; last third: ${third(last)}`)
    if (limit === undefined) return true
    if (end > limit) console.error(`soak: ${mb(end)} at the end; the limit is ${mb(limit)}`)
    const grows = last.median > second.median * MOST_GROWTH
    if (grows)
      console.error(`soak: the memory grows: ${mb(second.median)} in the second third, ${mb(last.median)} in the last`)
    return end <= limit && !grows
  }
}

/** The median of the last third may be above that of the second by so much. The highest is one look while a costly answer is made: by chance. */
const MOST_GROWTH = 1.05
