import { hash2, hashText } from '../random.ts'
import type { Span } from '../talk/said-line.ts'

/** A wording, split once into what is fixed and what is filled in. */
export interface Template {
  readonly parts: readonly TemplatePart[]
  /** What stands after the last part; the whole wording when there is none. */
  readonly end: string
  /** Slots it names, those inside choices too. */
  readonly slots: readonly string[]
  /** The forms it wants of them. */
  readonly forms: readonly SlotForm[]
  /** It begins with a part, not with fixed text. */
  readonly isOpen: boolean
  /** There is a letter in its fixed text: it comes to a text whatever the lots and slots. */
  readonly hasWord: boolean
}

/** A slot in a form of its own: `{card:acc}`. */
interface SlotForm {
  readonly slot: string
  readonly form: string
}

/** A slot, or a choice between wordings, and the fixed text before it. */
interface TemplatePart {
  readonly before: string
  /** '' for a choice that a lot decides. */
  readonly slot: string
  /** '' for the plain one. */
  readonly form: string
  /** Wordings that a lot chooses from; with a slot the one for 1 and the one for all else. */
  readonly choices: readonly Template[]
  /** Of the slot's name; for a choice, what tells it from the others of the wording. */
  readonly hash: number
  /** Whether a sentence begins here; undefined: that hangs on what the part before came to. */
  readonly begins: boolean | undefined
}

/** Gives the value of a slot in a form ('' for the plain one); `hash` is `hashText(name)`, worked out beforehand. */
export type FillSlot = (name: string, hash: number, form: string) => string

/** A text while it is put together. */
export interface Draft {
  text: string
  /** Where slots stand in it. */
  readonly spans: Span[]
}

const SLOT = /\{([a-z][A-Za-z0-9]*)(?::([a-z][A-Za-z0-9]*))?\}/y
const COUNTED = /\{([a-z][A-Za-z0-9]*)\|/y
/** A full stop after a short word or a well-known abbreviation ends no sentence: `z. B.`, `Nr.`, `p. ej.` */
const ABBREVIATION = /(^|[\s(])(\p{L}|ca|dr|ej|etc|mr|mrs|ms|no|nr|sr|sra|st|tel|usw|aprox)\.$/iu

const LETTER = /\p{L}/u

/** A wording that is not well formed; the message says why. */
export class TemplateError extends Error {
  override name = 'TemplateError'
}

/**
 * Splits a wording at its slots `{name}` and `{name:form}`, at choices `[one|another|]`, which may nest, and at
 * `{count|bag|bags}`, the first where the slot's value is 1.
 * @throws TemplateError for a bracket or brace without its partner
 */
export function parseTemplate(text: string): Template {
  return new Parser(text).whole()
}

class Parser {
  readonly #text: string
  #at = 0
  /** Choices so far: each is decided by a lot of its own. */
  #choices = 0

  constructor(text: string) {
    this.#text = text
  }

  whole(): Template {
    const template = this.#template(true)
    if (this.#at < this.#text.length) throw this.#wrong(`"${this.#text[this.#at]}" without a partner`)
    return template
  }

  /** Parts up to the end or a sign that closes them, which is not taken. */
  #template(begins: boolean | undefined): Template {
    const parts: TemplatePart[] = []
    let rest = this.#at
    for (let sign = this.#text[rest]; sign !== undefined && !'}]|'.includes(sign); sign = this.#text[this.#at]) {
      if (sign !== '{' && sign !== '[') {
        this.#at++
        continue
      }
      const before = this.#text.slice(rest, this.#at)
      const isAfterPart = parts.length > 0 && !/\S/.test(before)
      const start = isAfterPart ? undefined : beginsAfter(before, begins)
      const { slot, form, choices, hash } = sign === '{' ? this.#slot() : this.#choice(start)
      // Field by field: what a spread made is slow to read.
      parts.push({ before, slot, form, choices, hash, begins: start })
      rest = this.#at
    }
    const end = this.#text.slice(rest, this.#at)
    const own = (part: TemplatePart): readonly string[] => (part.slot === '' ? [] : [part.slot])
    const ownForm = ({ slot, form }: TemplatePart): readonly SlotForm[] => (form === '' ? [] : [{ slot, form }])
    return {
      parts,
      end,
      slots: parts.flatMap(part => [...own(part), ...part.choices.flatMap(choice => choice.slots)]),
      forms: parts.flatMap(part => [...ownForm(part), ...part.choices.flatMap(choice => choice.forms)]),
      isOpen: parts[0]?.before === '',
      hasWord: LETTER.test(end) || parts.some(({ before }) => LETTER.test(before)),
    }
  }

  #slot(): Omit<TemplatePart, 'before' | 'begins'> {
    const found = this.#match(SLOT)
    if (found !== undefined) {
      const [, slot = '', form = ''] = found
      return { slot, form, choices: [], hash: hashText(slot) }
    }
    const slot = this.#match(COUNTED)?.[1]
    if (slot === undefined) throw this.#wrong(`no slot at "${this.#text.slice(this.#at, this.#at + 12)}"`)
    const choices = this.#alternatives(false, '}')
    if (choices.length !== 2) throw this.#wrong(`{${slot}|…} needs a wording for one and a wording for more`)
    return { slot, form: '', choices, hash: hashText(slot) }
  }

  #choice(begins: boolean | undefined): Omit<TemplatePart, 'before' | 'begins'> {
    this.#choices++
    const hash = this.#choices
    this.#at++
    const choices = this.#alternatives(begins, ']')
    if (choices.length < 2) throw this.#wrong('no choice')
    return { slot: '', form: '', choices, hash }
  }

  #alternatives(begins: boolean | undefined, close: string): Template[] {
    const found = [this.#template(begins)]
    for (; this.#text[this.#at] === '|'; found.push(this.#template(begins))) this.#at++
    if (this.#text[this.#at] !== close) throw this.#wrong(`no "${close}"`)
    this.#at++
    return found
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text) ?? undefined
    if (found !== undefined) this.#at += found[0].length
    return found
  }

  #wrong(why: string): TemplateError {
    return new TemplateError(`${why} in: ${this.#text}`)
  }
}

/** Blanks, and signs that open what comes after them. */
const SENTENCE_OPENING = /[\s¿¡"„“«(]/u
/** Of these so many at most stand before a sentence. */
const MOST_SENTENCE_OPENING = 8
/** Signs within which a full stop has the abbreviation that it belongs to, and what stands before that. */
const ABBREVIATED = 9

/** Whether a sentence begins after some fixed text; after none, what holds before it. */
function beginsAfter(text: string, before: boolean | undefined): boolean | undefined {
  const least = Math.max(0, text.length - MOST_SENTENCE_OPENING)
  let end = text.length
  while (end > least && SENTENCE_OPENING.test(text.charAt(end - 1))) end--
  if (end === 0) return before
  if (end === text.length) return false
  const last = text.charAt(end - 1)
  if ('!?…'.includes(last)) return true
  return last === '.' && !ABBREVIATION.test(text.slice(Math.max(0, end - ABBREVIATED), end))
}

/** What a wording is filled with while it is rendered. */
interface SlotFilling {
  readonly fill: FillSlot
  /** 32 bits that decide between choices. */
  readonly seed: number
  /** Where slots are noted down; undefined: nobody asks for them. */
  readonly spans: Span[] | undefined
  /** Signs before the wording in its line. */
  readonly before: number
  /** What was put first and last: to look at a sign of the text itself, V8 would have to copy all that it is joined of. */
  first: string
  last: string
}

/**
 * A wording with its slots filled. A sentence that begins with a slot begins with a capital, unless that is an address.
 * @param seed 32 bits that decide between choices
 */
export function render(template: Template, fill: FillSlot, seed: number): string {
  return rendered(template, { fill, seed, spans: undefined, before: 0, first: '', last: '' })
}

/** `render` behind what is in a draft already. */
export function renderInto(draft: Draft, template: Template, fill: FillSlot, seed: number): void {
  const { text, spans } = draft
  draft.text = text + rendered(template, { fill, seed, spans, before: text.length, first: '', last: '' })
}

/** Stands in a draft for a text that nobody reads. */
export const UNHEARD = '-'

/** `renderInto` for a text that nobody reads: the draft is not empty then, and has the slots that the text would name. */
export function nameInto(draft: Draft, template: Template, fill: FillSlot, seed: number): void {
  if (!template.hasWord) {
    renderInto(draft, template, fill, seed)
    return
  }
  draft.text = UNHEARD
  if (template.slots.length > 0) nameSlots(template, { fill, seed, spans: draft.spans, before: 0, first: '', last: '' })
}

function nameSlots({ parts }: Template, filling: SlotFilling): void {
  for (const { slot, choices, hash } of parts) {
    if (slot === '') nameSlots(choices[hash2(filling.seed, hash) % choices.length]!, filling)
    else if (choices.length > 0) nameSlots(choices[filling.fill(slot, hash, '') === '1' ? 0 : 1]!, filling)
    else filling.spans?.push({ name: slot, start: 0, end: 0 })
  }
}

function rendered(template: Template, filling: SlotFilling): string {
  const text = put('', template, filling)
  return template.isOpen && !isCapital(filling.first) ? capital(text) : text
}

/** A span in a text before which there stand so many signs more. */
export function moved({ name, start, end }: Span, by: number): Span {
  return { name, start: start + by, end: end + by }
}

/** A wording behind the text of the wording around it. */
function put(text: string, { parts, end }: Template, filling: SlotFilling): string {
  if (parts.length === 0) return append(text, end, filling)
  let made = text
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!
    made = putPart(append(made, part.before, filling), part, filling)
  }
  return append(made, end, filling)
}

function putPart(text: string, { slot, form, choices, hash, begins }: TemplatePart, filling: SlotFilling): string {
  const { fill, seed, spans, before } = filling
  if (slot === '') return put(text, choices[hash2(seed, hash) % choices.length]!, filling)
  if (choices.length > 0) return put(text, choices[fill(slot, hash, '') === '1' ? 0 : 1]!, filling)
  const value = fill(slot, hash, form)
  if (spans !== undefined) {
    const start = before + text.length
    spans.push({ name: slot, start, end: start + value.length })
  }
  return text + noted((begins ?? beginsAfter(text, true)) ? capital(value) : value, text, filling)
}

/** A piece that is put behind a text. */
function noted(piece: string, text: string, filling: SlotFilling): string {
  if (piece === '') return piece
  if (text === '') filling.first = piece
  filling.last = piece
  return piece
}

const STOP = 46
const QUESTION = 63
const EXCLAMATION = 33

/** Fixed text behind what there is: what ends with a question mark of its own takes no full stop. */
function append(text: string, fixed: string, filling: SlotFilling): string {
  if (fixed === '') return text
  if (text === '' || fixed.charCodeAt(0) !== STOP) return text + noted(fixed, text, filling)
  const { last } = filling
  const sign = last.charCodeAt(last.length - 1)
  return text + noted(sign === QUESTION || sign === EXCLAMATION ? fixed.slice(1) : fixed, text, filling)
}

function isCapital(text: string): boolean {
  const first = text.charCodeAt(0)
  return first >= 65 && first <= 90
}

function capital(text: string): string {
  if (isCapital(text)) return text
  const word = text.indexOf(' ')
  if (text.lastIndexOf('@', word < 0 ? text.length : word) > 0) return text
  const upper = text.charAt(0).toUpperCase()
  // A sign that becomes two (ß) would move what stands behind it.
  return upper.length === 1 ? upper + text.slice(1) : text
}
