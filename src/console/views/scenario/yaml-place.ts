/** Where in a YAML text somebody writes. */
export interface YamlPlace {
  /** Names from the outermost to the one below which is written; `*` is an item of a list. */
  readonly path: readonly string[]
  /** The name whose value is written; undefined: a name is. */
  readonly name: string | undefined
  /** What of it is there. */
  readonly typed: string
}

interface Level {
  readonly indent: number
  readonly name: string
}

/**
 * The place at the end of a text, by indentation, dashes and brackets: what stands behind it does not count. Names in quotes and those with
 * spaces are read; texts over several lines are not.
 */
export function placeAtEnd(text: string): YamlPlace | undefined {
  const lines = text.split('\n')
  const last = lines.pop() ?? ''
  if (/(^|\s)#/.test(last)) return undefined
  const levels: Level[] = []
  for (const line of lines) if (!/^\s*(#|$)/.test(line)) enter(levels, line)
  return placeIn(levels, last)
}

/** Leaves the levels that a line does not stand in, and enters those that it opens. */
function enter(levels: Level[], line: string): void {
  let rest = line.trimStart()
  let indent = line.length - rest.length
  leave(levels, indent, rest.startsWith('- '))
  while (rest.startsWith('- ')) {
    levels.push({ indent, name: '*' })
    const next = rest.slice(2).trimStart()
    indent += rest.length - next.length
    rest = next
  }
  const colon = `${rest} `.indexOf(': ')
  if (colon < 1) return
  const value = rest.slice(colon + 1).trimStart()
  if (value === '' || value.startsWith('#')) levels.push({ indent, name: unquoted(rest.slice(0, colon)) })
}

const unquoted = (text: string) => text.trim().replaceAll(/^["']|["']$/g, '')

/** A list may stand as far left as the name that it belongs to. */
function leave(levels: Level[], indent: number, isItem: boolean): void {
  while (levels.length > 0) {
    const { indent: own, name } = levels.at(-1)!
    if (own < indent || (own === indent && isItem && name !== '*')) return
    levels.pop()
  }
}

function placeIn(levels: Level[], line: string): YamlPlace {
  const space = /^\s*/.exec(line)![0].length
  const dashes = /^(?:- *)*/.exec(line.slice(space))![0]
  leave(levels, space, dashes !== '')
  const path = [...levels.map(({ name }) => name), ...(dashes.match(/-/g) ?? []).map(() => '*')]
  return placeInLine(path, line.slice(space + dashes.length))
}

/** Goes through brackets and names of one line. */
function placeInLine(above: readonly string[], rest: string): YamlPlace {
  const reader = new LineReader(above)
  for (const char of rest) reader.read(char)
  return reader.place()
}

/** What is open where a line was read up to. */
class LineReader {
  readonly #path: string[]
  /** Open brackets: how many names each stands below, and whether it is one of a list. */
  readonly #opened: { readonly depth: number; readonly isList: boolean }[] = []
  #name: string | undefined
  #typed = ''

  constructor(above: readonly string[]) {
    this.#path = [...above]
  }

  read(char: string): void {
    if (char === '{' || char === '[') this.#open(char === '[')
    else if (char === '}' || char === ']') this.#begin(this.#opened.pop()?.depth)
    else if (char === ',' && this.#opened.length > 0) this.#begin(this.#path.length)
    else if (char === ':' && this.#name === undefined) this.#endName()
    else this.#typed += char
  }

  place(): YamlPlace {
    const [path, name, typed] = [this.#path, this.#name, this.#typed.trimStart()]
    const isItem = this.#opened.at(-1)?.isList === true && name === undefined
    return isItem ? { path: path.slice(0, -1), name: '*', typed } : { path, name, typed }
  }

  #open(isList: boolean): void {
    this.#opened.push({ depth: this.#path.length, isList })
    if (this.#name !== undefined) this.#path.push(this.#name)
    if (isList) this.#path.push('*')
    this.#begin(this.#path.length)
  }

  /** Another name or item, below so many names. */
  #begin(depth = this.#path.length): void {
    this.#path.length = depth
    this.#name = undefined
    this.#typed = ''
  }

  #endName(): void {
    this.#name = unquoted(this.#typed)
    this.#typed = ''
  }
}
