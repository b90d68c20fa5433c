import { shortText } from './short-text.ts'

/** The first fault of a JSON text. */
export interface JsonFault {
  /** Path to the value that is beyond the limits, such as `.tags.and[0]`; empty: the text is no JSON at all. */
  readonly path: string
  readonly message: string
}

/** What JSON may have: levels, and fields and items in all of them together. */
export interface JsonLimits {
  readonly depth: number
  readonly parts: number
}

/** What may come next. */
type Expected = 'value' | 'firstItem' | 'name' | 'firstName' | 'colon' | 'more' | 'end'

const PHRASES: Readonly<Record<Expected, string>> = {
  value: 'a value was expected',
  firstItem: 'a value or ] was expected',
  name: 'a name in double quotes was expected',
  firstName: 'a name in double quotes or } was expected',
  colon: 'a colon was expected',
  more: 'a comma or the closing bracket was expected',
  end: 'nothing more was expected',
}

/** A list or an object that is open, and where in it the reader is. */
interface Level {
  readonly isList: boolean
  /** Name of the field, or number of the item. */
  at: string | number
}

/** Something wrong, at a position counted in characters from 0. */
interface FaultAt {
  readonly what: string
  readonly position: number
}

const LINE_FEED = 0x0a
const SHOWN_OF_TEXT = 20
const LONGEST_STEP = 40
const LONGEST_PATH = 200
const BLANKS = ' \t\n\r'
const LITERAL = /(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)/y
const SIMPLE_ESCAPE = '"\\/bfnrt'
const HEX4 = /[0-9a-fA-F]{4}/y

/** What ends a text too early, or makes it none. */
class TextFault {
  readonly finding: FaultAt
  constructor(what: string, position: number) {
    this.finding = { what, position }
  }
}

/**
 * Says what is wrong with a text that is no JSON (RFC 8259), or beyond the limits, and where: by position, line and column. What the platform says of it differs with its version, and often names no place.
 */
export function findJsonFault(text: string, limits: JsonLimits): JsonFault {
  const reader = new Reader(text, limits)
  const { what, position } = reader.find()
  return { path: reader.path, message: `${what} at ${placeIn(text, position)}` }
}

/**
 * The numbers of a JSON text that lie beyond the safe integers, as they were written, by their paths such as `.tags.and[0]`: what
 * reads JSON has rounded them.
 */
export function roundedNumbers(text: string, limits: JsonLimits): ReadonlyMap<string, string> {
  const reader = new Reader(text, limits)
  reader.find()
  return reader.rounded
}

/** Position from 0, line and column from 1. */
function placeIn(text: string, position: number): string {
  let line = 1
  let start = 0
  for (let i = 0; i < position; i += 1) {
    if (text.charCodeAt(i) !== LINE_FEED) continue
    line += 1
    start = i + 1
  }
  return `position ${position} (line ${line}, column ${position - start + 1})`
}

/** Goes through a JSON text, without calling itself, until something is wrong. */
class Reader {
  readonly #text: string
  readonly #limits: JsonLimits
  readonly #levels: Level[] = []
  #at = 0
  #expected: Expected = 'value'
  #parts = 0
  #isBeyond = false
  /** Numbers that were passed and that nobody reads exactly, by path. */
  readonly rounded = new Map<string, string>()

  constructor(text: string, limits: JsonLimits) {
    this.#text = text
    this.#limits = limits
  }

  /** Path to where the text is beyond the limits, shortened when it is long; empty when that is not what is wrong. */
  get path(): string {
    return this.#isBeyond ? this.#place() : ''
  }

  #place(): string {
    const path = this.#levels
      .map(({ isList, at }) => (isList ? `[${at}]` : `.${shortText(String(at), LONGEST_STEP)}`))
      .join('')
    return shortText(path, LONGEST_PATH)
  }

  find(): FaultAt {
    for (;;) {
      this.#skipBlanks()
      const finding = this.#step()
      if (finding !== undefined) return finding
    }
  }

  /** Reads one piece; gives what is wrong with it. */
  #step(): FaultAt | undefined {
    const character = this.#text.charAt(this.#at)
    if (character === '') return this.#unexpected()
    switch (this.#expected) {
      case 'value':
      case 'firstItem':
        return this.#readValue(character)
      case 'name':
      case 'firstName':
        return this.#readName(character)
      case 'colon':
        return character === ':' ? this.#take('value') : this.#unexpected()
      case 'more':
        return this.#readMore(character)
      case 'end':
        return this.#unexpected()
    }
  }

  #readValue(character: string): FaultAt | undefined {
    if (character === '{' || character === '[') return this.#open(character === '[')
    if (character === ']' && this.#expected === 'firstItem') return this.#close()
    if (character === '"') {
      const text = this.#readText()
      if (text instanceof TextFault) return text.finding
    } else {
      const start = this.#at
      if (this.#skip(LITERAL) === 0) return this.#unexpected()
      const literal = this.#text.slice(start, this.#at)
      const size = Math.abs(Number(literal))
      if (size === Number.POSITIVE_INFINITY) return this.#tooLarge(literal, start)
      if (size > Number.MAX_SAFE_INTEGER) this.rounded.set(this.#place(), literal)
    }
    this.#valueIsOver()
    return undefined
  }

  #tooLarge(literal: string, position: number): FaultAt {
    this.#isBeyond = true
    return {
      what: `holds ${shortText(literal, SHOWN_OF_TEXT)}, which is beyond all numbers that can be read,`,
      position,
    }
  }

  #readName(character: string): FaultAt | undefined {
    if (character === '}' && this.#expected === 'firstName') return this.#close()
    if (character !== '"') return this.#unexpected()
    const name = this.#readText()
    if (name instanceof TextFault) return name.finding
    this.#levels.at(-1)!.at = name
    this.#expected = 'colon'
    return undefined
  }

  #readMore(character: string): FaultAt | undefined {
    const level = this.#levels.at(-1)!
    if (character === (level.isList ? ']' : '}')) return this.#close()
    if (character !== ',') return this.#unexpected()
    if (typeof level.at === 'number') level.at += 1
    return this.#countPart() ?? this.#take(level.isList ? 'value' : 'name')
  }

  #open(isList: boolean): FaultAt | undefined {
    if (this.#levels.length === this.#limits.depth) {
      this.#isBeyond = true
      return { what: `is nested deeper than ${this.#limits.depth} levels`, position: this.#at }
    }
    this.#levels.push({ isList, at: isList ? 0 : '' })
    return this.#countPart() ?? this.#take(isList ? 'firstItem' : 'firstName')
  }

  #countPart(): FaultAt | undefined {
    this.#parts += 1
    if (this.#parts <= this.#limits.parts) return undefined
    this.#isBeyond = true
    return { what: `is beyond the ${this.#limits.parts} fields and items that are read,`, position: this.#at }
  }

  #close(): undefined {
    this.#levels.pop()
    this.#at += 1
    this.#valueIsOver()
  }

  #take(next: Expected): undefined {
    this.#at += 1
    this.#expected = next
  }

  #valueIsOver(): void {
    this.#expected = this.#levels.length === 0 ? 'end' : 'more'
  }

  #skipBlanks(): void {
    while (BLANKS.includes(this.#text.charAt(this.#at)) && this.#at < this.#text.length) this.#at += 1
  }

  /** Goes on behind what matches here; gives its length. */
  #skip(what: RegExp): number {
    what.lastIndex = this.#at
    const length = what.exec(this.#text)?.[0].length ?? 0
    this.#at += length
    return length
  }

  /** Reads a text in quotes; gives as much of it, as written, as a path shows. */
  #readText(): string | TextFault {
    const start = this.#at + 1
    for (let at = start; at < this.#text.length; at += 1) {
      const code = this.#text.charCodeAt(at)
      if (code === 0x22) {
        this.#at = at + 1
        return this.#text.slice(start, Math.min(at, start + LONGEST_STEP + 1))
      }
      if (code < 0x20) return new TextFault(`a text has an unescaped control character, ${codePointName(code)},`, at)
      if (code !== 0x5c) continue
      const length = this.#escapeAt(at)
      if (length === 0) return new TextFault(`a text has the unknown escape ${this.#shownAt(at, 2)}`, at)
      at += length - 1
    }
    return new TextFault('a text has no closing quote; it begins', start - 1)
  }

  /** Length of the escape sequence there; 0: it is none. */
  #escapeAt(at: number): number {
    const kind = this.#text.charAt(at + 1)
    // Cut off: what is missing is the end of the text.
    if (kind === '') return 1
    if (kind !== 'u') return SIMPLE_ESCAPE.includes(kind) ? 2 : 0
    HEX4.lastIndex = at + 2
    return HEX4.test(this.#text) ? 6 : 0
  }

  #unexpected(): FaultAt {
    const what = PHRASES[this.#expected]
    const position = this.#at
    if (position >= this.#text.length) return { what: `${what} where it ends,`, position }
    const word = /^[\w+.-]+/.exec(this.#text.slice(position, position + SHOWN_OF_TEXT))?.[0].length ?? 1
    return { what: `${what}, found ${this.#shownAt(position, word)}`, position }
  }

  #shownAt(position: number, length: number): string {
    return JSON.stringify(this.#text.slice(position, position + length))
  }
}

const codePointName = (code: number) => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
