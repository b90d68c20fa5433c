/** Something that was said, as far as it is looked for. */
interface Said {
  readonly id: string
  readonly at: number
  readonly side: 'bot' | 'customer' | 'agent'
  readonly text: string
  readonly written: string
}

/** What was said, by time, asked for the message that something of the agent's desk hangs on (decision D403). */
export class Anchors {
  readonly #said: readonly Said[]
  readonly #ids: ReadonlySet<string>

  constructor(said: readonly Said[]) {
    this.#said = said
    this.#ids = new Set(said.map(({ id }) => id))
  }

  /** The message of an id, where it is there; else the last one before an instant. */
  named(id: string | undefined, at: number): string | undefined {
    return id !== undefined && this.#ids.has(id) ? id : this.before(at)
  }

  /** The message of the customer whose words these are: the last one before they were seen; else the last that the customer said. */
  words(words: string, at: number): Said | undefined {
    const customer = this.#said.filter(({ side }) => side === 'customer')
    const same = customer.filter(one => one.text === words || one.written === words)
    return same.findLast(one => one.at <= at) ?? same[0] ?? customer.findLast(one => one.at <= at)
  }

  /** The last message until an instant, of one side where that is named. */
  before(at: number, side?: Said['side']): string | undefined {
    return this.#said.findLast(one => one.at <= at && (side === undefined || one.side === side))?.id
  }
}
