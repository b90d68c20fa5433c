/** What waits: who asked for it, and how long it will take. */
export interface QueuedJob {
  /** Whoever asks; jobs of one are begun in the order in which they came, but for short ones in the breaks of a long one. */
  readonly client: string
  /** ms, by estimate; Infinity: nobody knows. */
  readonly ms: number
}

/**
 * Jobs that wait, by client: each client has one of his done in turn, however many the others have. When there are too
 * many, the latest job of the client who has most of them goes.
 */
export class FairQueue<Job extends QueuedJob> {
  /** The client whose turn is next stands first. */
  readonly #clients = new Map<string, Job[]>()
  readonly #most: number
  #size = 0
  /** Whose turn was last: it is not his again as long as anybody else waits. */
  #served: string | undefined

  /** @param most jobs that may wait */
  constructor(most: number) {
    this.#most = most
  }

  get size(): number {
    return this.#size
  }

  /** Takes a job in. @returns the one for which there is no room: this or another; undefined: all have room */
  add(job: Job): Job | undefined {
    const jobs = this.#clients.get(job.client)
    if (jobs === undefined) this.#clients.set(job.client, [job])
    else jobs.push(job)
    this.#size += 1
    if (this.#size <= this.#most) return undefined
    let longest: Job[] = []
    for (const others of this.#clients.values()) if (others.length > longest.length) longest = others
    const last = longest.at(-1)!
    this.remove(last)
    return last
  }

  /**
   * Takes out the first job of the client whose turn it is; his next turn comes after those of all others.
   * @param most ms that the job may take: of a client the first that takes no longer; one who has none keeps his turn
   */
  next(most = Number.POSITIVE_INFINITY): Job | undefined {
    if (this.#served !== undefined) this.#toTheEnd(this.#served)
    for (const [client, jobs] of this.#clients) {
      const job = jobs.find(({ ms }) => ms <= most)
      if (job === undefined) continue
      this.#served = client
      this.remove(job)
      return job
    }
    return undefined
  }

  #toTheEnd(client: string): void {
    const jobs = this.#clients.get(client)
    this.#clients.delete(client)
    if (jobs !== undefined) this.#clients.set(client, jobs)
  }

  /** Takes a job out; false when it does not wait here. */
  remove(job: Job): boolean {
    const jobs = this.#clients.get(job.client)
    const at = jobs?.indexOf(job) ?? -1
    if (jobs === undefined || at < 0) return false
    jobs.splice(at, 1)
    this.#size -= 1
    if (jobs.length === 0) this.#clients.delete(job.client)
    return true
  }

  /** Puts a job back that was taken out: it is its client's first, and he has the next turn. */
  putBack(job: Job): void {
    const { client } = job
    const others = [...this.#clients].filter(([name]) => name !== client)
    const jobs = [job, ...(this.#clients.get(client) ?? [])]
    this.#clients.clear()
    for (const [name, waiting] of [[client, jobs], ...others] as const) this.#clients.set(name, waiting)
    this.#served = undefined
    this.#size += 1
  }

  /** Takes out all jobs. */
  takeAll(): Job[] {
    const all = [...this.#clients.values()].flat()
    this.#clients.clear()
    this.#size = 0
    return all
  }
}
