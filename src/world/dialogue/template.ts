import { memoize } from '../../memory/memoize.ts'
import { hash2, hashText } from '../random.ts'
import type { UserThenAgent, UserThenBot } from '../spec.ts'

/** A wording, split once into what is fixed and what is filled in. */
export interface Template {
  readonly parts: readonly TemplatePart[]
  /** What stands after the last part; the whole wording when there is none. */
  readonly end: string
  /** Slots it names, those inside choices too. */
  readonly slots: readonly string[]
  /** It begins with a part, not with fixed text. */
  readonly isOpen: boolean
}

/** A slot, or a choice between wordings, and the fixed text before it. */
interface TemplatePart {
  readonly before: string
  /** '' for a choice. */
  readonly slot: string
  readonly choices: readonly Template[]
  readonly hash: number
}

/** Gives the value of a slot by its name; `hash` is `hashText(name)`, worked out beforehand. */
export type FillSlot = (name: string, hash: number) => string

const SLOT_AT_START = /^\{([a-z][A-Za-z0-9]*)\}/

/** A wording that is not well formed; the message says why. */
export class TemplateError extends Error {
  override name = 'TemplateError'
}

/**
 * Splits a wording at its slots `{name}` and choices `[one|another|]`; choices may hold slots, not choices.
 * @throws TemplateError for a bracket or brace without its partner
 */
export function parseTemplate(text: string): Template {
  const parts: TemplatePart[] = []
  const slots: string[] = []
  let rest = 0
  // Pieces of fixed text count too: choices are told apart by their place among all pieces.
  let pieces = 0
  let at = 0
  while (at < text.length) {
    const piece = pieceAt(text, at)
    if (piece === undefined) {
      at++
      continue
    }
    const { slot, choices, end } = piece
    pieces += at > rest ? 2 : 1
    parts.push({ before: text.slice(rest, at), slot, choices, hash: slot === '' ? pieces : hashText(slot) })
    slots.push(...(slot === '' ? choices.flatMap(choice => choice.slots) : [slot]))
    at = rest = end
  }
  return { parts, end: text.slice(rest), slots, isOpen: parts[0]?.before === '' }
}

/** A slot or a choice that begins at a place, and where it ends; undefined for fixed text. */
function pieceAt(text: string, at: number): (Pick<TemplatePart, 'slot' | 'choices'> & { end: number }) | undefined {
  switch (text[at]) {
    case '{': {
      const slot = SLOT_AT_START.exec(text.slice(at))?.[1]
      if (slot === undefined) throw new TemplateError(`no slot at "${text.slice(at, at + 12)}" in: ${text}`)
      return { slot, choices: [], end: at + slot.length + 2 }
    }
    case '[': {
      const close = text.indexOf(']', at)
      const inside = text.slice(at + 1, close)
      if (close < 0 || inside.includes('[') || !inside.includes('|')) throw new TemplateError(`no choice in: ${text}`)
      return { slot: '', choices: inside.split('|').map(parseTemplate), end: close + 1 }
    }
    case '}':
    case ']':
    case '|':
      throw new TemplateError(`"${text[at]}" without a partner in: ${text}`)
    default:
      return undefined
  }
}

/**
 * A wording with its slots filled. A sentence that begins with a slot begins with a capital, unless that is an address.
 * @param seed 32 bits that decide between choices
 */
export function render(template: Template, fill: FillSlot, seed: number): string {
  const text = join(template, fill, seed)
  return template.isOpen ? capital(text) : text
}

function join({ parts, end }: Template, fill: FillSlot, seed: number): string {
  let text = ''
  for (let i = 0; i < parts.length; i++) {
    const { before, slot, choices, hash } = parts[i]!
    const filled = slot === '' ? join(choices[hash2(seed, hash) % choices.length]!, fill, seed) : fill(slot, hash)
    text += before + filled
  }
  return text + end
}

function capital(text: string): string {
  const first = text.charCodeAt(0)
  if (first >= 65 && first <= 90) return text
  const word = text.indexOf(' ')
  return text.lastIndexOf('@', word < 0 ? text.length : word) > 0 ? text : text.charAt(0).toUpperCase() + text.slice(1)
}

/** The wordings of a list, split. */
export interface Wordings<T> {
  readonly items: readonly T[]
  /** 32 bits out of the texts, so that lists are told apart. */
  readonly hash: number
}

/** A question and its answer, split. */
export interface PairTemplates {
  readonly user: Template
  readonly other: Template
}

/** The wordings of a list, split; kept for as long as the list. */
export const wordingsOf = memoize(
  (list: readonly string[]): Wordings<Template> => ({ items: list.map(parseTemplate), hash: hashText(list.join()) }),
)

/** The pairs of a list, split; kept for as long as the list. */
export const pairsOf = memoize(
  (list: readonly (UserThenBot | UserThenAgent)[]): Wordings<PairTemplates> => ({
    items: list.map(pair => ({
      user: parseTemplate(pair.user),
      other: parseTemplate('bot' in pair ? pair.bot : pair.agent),
    })),
    hash: hashText(list.map(pair => pair.user).join()),
  }),
)

/** Those of a list that say more than the bare value of a slot, so that they can stand beside others; all when none does. */
export const statementsOf = memoize((list: readonly string[]) =>
  someOf(list, ({ parts, end }) => /\p{L}/u.test(end + parts.map(part => part.before).join(''))),
)

/** Those of a list that name no slot; all when each does. */
export const plainOf = memoize((list: readonly string[]) => someOf(list, ({ slots }) => slots.length === 0))

const selectionsOf = memoize((_: readonly string[]) => new Map<string, readonly string[]>())

/** Those of a list that pass a test; the same array for the same ones, so that they are split once. */
export function selectionOf(
  list: readonly string[],
  test: (template: Template, index: number) => boolean,
): readonly string[] {
  const { items } = wordingsOf(list)
  let key = ''
  for (let i = 0; i < items.length; i++) key += test(items[i]!, i) ? '1' : '0'
  const ofList = selectionsOf(list)
  let found = ofList.get(key)
  if (found === undefined) {
    found = list.filter((_, i) => key[i] === '1')
    ofList.set(key, found)
  }
  return found
}

function someOf(list: readonly string[], test: (template: Template) => boolean): readonly string[] {
  const { items } = wordingsOf(list)
  const found = list.filter((_, i) => test(items[i]!))
  return found.length > 0 ? found : list
}
