/** A slot in a text. */
export interface Span {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** What a message says. */
export interface SaidLine {
  readonly text: string
  /** Slots in it and where they stand. */
  readonly slots: readonly Span[]
  /** Sentences of a summary that go with it: why it was so, what happens next. */
  readonly reason: string | undefined
  readonly next: string | undefined
}
