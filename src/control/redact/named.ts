import { atOnce, type TakeStep } from '../../memory/steps.ts'
import { isSecretName, nameKind } from './names.ts'
import { BLANK, isSecretOf } from './shapes.ts'

/** Longest name that is looked for before a separator, in characters. */
const LONGEST_NAME = 64
/** Most blanks between a name, its separator and its value. */
const MOST_BLANKS = 8
/** All names that are looked for have three letters. */
const SHORTEST_NAME = 3
/** What may stand between a separator and the first letter of a value. */
const BEFORE_WORD = ' \t\r\n"\'`\\'
const SEPARATOR = /[=:>,]/
const PAIR_COMMA = 0x2c
const QUOTES = '"\'`'
/** What a value without quotes ends at, of ASCII, by codes: a regular expression for each letter takes five times as long. */
const VALUE_ENDS: ReadonlySet<number> = new Set(Array.from(' \t\n\v\f\r&,;"\'`<>)]}\\', sign => sign.charCodeAt(0)))
/** A form begins: its first field, and another one. */
const FORM = /^\w{1,64}=[^&\s]{0,4096}&[\w.[\]-]{1,64}=/
const LAST_ASCII = 0x7f
/** Fields that name what stands in the field beside them. */
export const LABEL = /^(?:name|key|header|field|param|parameter)$/i
/** Fields beside these, which have what was named. */
export const VALUE = /^(?:values?|val|content|data)$/i
const WORD_KEPT = /^(?:true|false|null|undefined|\*{3})$/

/** Characters of a step: 65,536 that name secrets again and again took up to 48 ms where nothing was compiled yet. */
const WALKED_AT_ONCE = 16_384

/**
 * A text that names secrets (`token=x`, `"password": "x"`, `apiKey: x`, `<pwd>x<`, JSON within a text), without their values.
 * One walk through the text: what a value takes is not looked at again, so that the work grows with the text.
 * @param take takes the steps of it
 */
export function blankNamed(text: string, take: TakeStep = atOnce): string {
  if (!SEPARATOR.test(text)) return text
  const walk = take(() => new NamedWalk(text))
  for (let isDone = false; !isDone; ) isDone = take(() => walk.goOn(WALKED_AT_ONCE))
  return walk.shown
}

/** A walk through a text in steps. */
class NamedWalk {
  readonly #text: string
  #shown = ''
  /** Up to here the text is shown. */
  #done = 0
  #at = 0
  /** What was named last by a field `name` is a secret, which a field `value` has. */
  #isLabelled = false

  constructor(text: string) {
    this.#text = text
  }

  /** The text as far as the walk has come, and the rest as it is. */
  get shown(): string {
    return this.#done === 0 ? this.#text : this.#shown + this.#text.slice(this.#done)
  }

  /** Goes on by so many characters, and to the end of the value there. @returns whether it has come to the end */
  goOn(characters: number): boolean {
    const text = this.#text
    const end = Math.min(text.length, this.#at + characters)
    while (this.#at < end) {
      const found = this.#secretNamedAt(this.#at)
      if (found === undefined) {
        this.#at += 1
        continue
      }
      this.#shown += text.slice(this.#done, found.from) + BLANK
      this.#done = found.to
      this.#at = found.to
    }
    return this.#at >= text.length
  }

  /** The value of a secret whose name ends here. */
  #secretNamedAt(at: number): ValuePlace | undefined {
    const text = this.#text
    const name = nameAt(text, at, this.#done)
    if (name.length < SHORTEST_NAME) return undefined
    if (LABEL.test(name)) this.#isLabelled = namesSecret(text, at + 1)
    return this.#isLabelled && VALUE.test(name) ? secretAfter(text, at + 1, name) : namedSecret(text, at, name)
  }
}

/** The name before what may stand between a name and its value; empty: no such thing stands here. */
function nameAt(text: string, at: number, least: number): string {
  const code = text.charCodeAt(at)
  const isBetween = code === PAIR_COMMA ? isOfPair(text, at) : isSeparator(code)
  return isBetween ? nameBefore(text, at, least) : ''
}

/** Whether the value here is the name of a secret. */
function namesSecret(text: string, at: number): boolean {
  const word = wordAfter(text, at)
  const end = word.indexOf('=')
  return isSecretName(end < 0 ? word : word.slice(0, end))
}

interface ValuePlace {
  readonly from: number
  readonly to: number
}

/** The value behind a separator that is a secret by its name, or by name and looks; undefined: it is none. */
function namedSecret(text: string, separator: number, name: string): ValuePlace | undefined {
  const kind = nameKind(name)
  const at = separator + 1
  if (kind === 'secret') return secretAfter(text, at, name)
  // Only its first letters are looked at: what follows may hold names of its own.
  if (kind === undefined) return undefined
  const isSecret = isNamedParameter(text, separator, name) || isSecretOf(kind, wordAfter(text, at))
  return isSecret ? secretAfter(text, at, name) : undefined
}

/** Whether a name is that of a parameter in an address or a form, `?code=x`, `&code=x`: no API here has codes or keys there. */
function isNamedParameter(text: string, separator: number, name: string): boolean {
  if (text[separator] !== '=') return false
  const start = separator - name.length
  return text[start - 1] === '&' || text[start - 1] === '?' || (start === 0 && FORM.test(text))
}

function secretAfter(text: string, at: number, name: string): ValuePlace | undefined {
  const { from, to } = valueAfter(text, at, name)
  return to <= from || WORD_KEPT.test(text.slice(from, Math.min(to, from + 10))) ? undefined : { from, to }
}

/** The first letters of a value, as many as a name has. */
function wordAfter(text: string, at: number): string {
  let from = at
  while (from < at + MOST_BLANKS && BEFORE_WORD.includes(text[from] ?? '-')) from += 1
  let to = from
  while (to < from + LONGEST_NAME && isOfWordAfter(text.charCodeAt(to))) to += 1
  return text.slice(from, to)
}

/** Letters, digits and `+-./=[]_~`. */
function isOfWordAfter(code: number): boolean {
  if (code >= 0x61) return code <= 0x7a || code === 0x7e
  if (code >= 0x41) return code <= 0x5b || code === 0x5d || code === 0x5f
  return (code >= 0x2d && code <= 0x39) || code === 0x2b || code === 0x3d
}

/** Whether a comma stands behind the first text of a list, `["token","x"]`: it may name the second. */
function isOfPair(text: string, comma: number): boolean {
  const quote = text[comma - 1] ?? ' '
  if (!QUOTES.includes(quote)) return false
  let start = comma - 2
  while (start > comma - LONGEST_NAME && text[start] !== quote) start -= 1
  if (text[start] !== quote) return false
  while (start > comma - 2 * LONGEST_NAME && ' \n\r\t\\'.includes(text[start - 1] ?? '-')) start -= 1
  return text[start - 1] === '['
}

function isSeparator(code: number): boolean {
  return code === 0x3d || code === 0x3a || code === 0x3e
}

/** Letters, those with accents among them, digits and `$%-.@[]_`. */
function isOfName(code: number): boolean {
  if (code >= 0xc0) return code <= 0x24f
  if (code >= 0x61) return code <= 0x7a
  if (code >= 0x40) return code !== 0x5c && code !== 0x5e && code !== 0x60
  return (code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x2e || code === 0x24 || code === 0x25
}

/** The name before a separator; empty: there is none. */
function nameBefore(text: string, at: number, least: number): string {
  let end = at
  const first = Math.max(least, at - MOST_BLANKS - LONGEST_NAME)
  while (end > first && end > at - MOST_BLANKS && ' \t"\'`\\'.includes(text[end - 1]!)) end -= 1
  let start = end
  while (start > first && end - start < LONGEST_NAME && isOfName(text.charCodeAt(start - 1))) start -= 1
  const isTag = text[at] === '>'
  return isTag && text[start - 1] !== '<' ? '' : text.slice(start, end)
}

/** Where a value stands: in quotes, in brackets, or to the next blank or mark. */
function valueAfter(text: string, at: number, name: string): ValuePlace {
  let from = at
  while (from < at + MOST_BLANKS && /\s/.test(text[from] ?? '')) from += 1
  const quote = quoteAt(text, from)
  if (quote !== '') return { from: from + quote.length, to: closing(text, from + quote.length, quote) }
  const first = text[from]
  if (first === '[' || first === '{') return { from, to: closingBracket(text, from) }
  // A list of words, such as `Digest username="x", response="y"` or `a=1; b=2`: the rest of the line.
  const isEnd = /authorization|cookie/i.test(name) ? isLineEnd : isValueEnd
  let to = from
  while (to < text.length && !isEnd(text.charCodeAt(to))) to += 1
  return { from, to }
}

const isLineEnd = (code: number) => code === 0x0a || code === 0x0d

const isValueEnd = (code: number) =>
  code <= LAST_ASCII ? VALUE_ENDS.has(code) : code >= 0xa0 && /\s/.test(String.fromCharCode(code))

/** The quote that a value begins with, with the backslashes before it: `"`, `\"`. */
function quoteAt(text: string, at: number): string {
  let end = at
  while (end < at + 4 && text[end] === '\\') end += 1
  return '"\'`'.includes(text[end] ?? ' ') ? text.slice(at, end + 1) : ''
}

/** Where the same quote stands again, not behind more backslashes; the end of the text when it does not. */
function closing(text: string, from: number, quote: string): number {
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 1)) {
    let slashes = 0
    while (text[at - 1 - slashes] === '\\' && at - 1 - slashes >= from) slashes += 1
    if (slashes % 2 === 0) return at
  }
  return text.length
}

/** Behind the bracket that closes the one here; the end of the text when none does. */
function closingBracket(text: string, from: number): number {
  let open = 0
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at]
    if (sign === '[' || sign === '{') open += 1
    else if (sign === ']' || sign === '}') open -= 1
    if (open === 0) return at + 1
  }
  return text.length
}
