/** A faulty widget query: the message says what is wrong and what would be right. */
export class QueryError extends Error {
  override name = 'QueryError'
}

/** A piece of a clause. */
export interface Token {
  readonly kind: 'word' | 'text' | 'mark'
  /** Without its quotes. */
  readonly value: string
  /** Where it stands in the clause. */
  readonly from: number
  readonly to: number
}

const TOKEN = /\s*(?:'((?:[^']|'')*)'|"([^"]*)"|(<=|>=|[=<>(),])|([^\s'"<>=(),]+))/y

/**
 * Words, quoted texts and marks of a clause.
 * @throws QueryError for a quote that is not closed
 */
function tokensOf(clause: string): Token[] {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  const end = clause.trimEnd().length
  let at = 0
  while (at < end) {
    TOKEN.lastIndex = at
    const match = TOKEN.exec(clause)
    if (match === null) throw new QueryError(`cannot read ${JSON.stringify(clause.slice(at).trim().slice(0, 40))}`)
    const [whole, single, double, mark, word] = match
    const to = at + whole.length
    const from = to - whole.trimStart().length
    if (word !== undefined) tokens.push({ kind: 'word', value: word, from, to })
    else if (mark !== undefined) tokens.push({ kind: 'mark', value: mark, from, to })
    else tokens.push({ kind: 'text', value: single?.replaceAll("''", "'") ?? double ?? '', from, to })
    at = to
  }
  return tokens
}

/** Walks through the tokens of one clause. */
export class Cursor {
  readonly clause: string
  readonly #tokens: readonly Token[]
  #next = 0

  constructor(clause: string) {
    this.clause = clause
    this.#tokens = tokensOf(clause)
  }

  get atEnd(): boolean {
    return this.#next >= this.#tokens.length
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#next + ahead]
  }

  take(what: string): Token {
    const token = this.#tokens[this.#next]
    if (token === undefined) throw new QueryError(`ends where ${what} is expected`)
    this.#next++
    return token
  }

  /** Takes the next token when it is this word (any case) or mark. */
  accept(value: string): boolean {
    const token = this.peek()
    if (token === undefined || token.kind === 'text' || token.value.toLowerCase() !== value) return false
    this.#next++
    return true
  }

  expect(value: string): void {
    if (this.accept(value)) return
    const found = this.peek()
    throw new QueryError(`"${value}" is expected ${found === undefined ? 'at the end' : `before "${found.value}"`}`)
  }

  /** The clause's own text from a token to the one just taken. */
  textSince(from: number): string {
    return this.clause.slice(from, this.#tokens[this.#next - 1]?.to)
  }
}
