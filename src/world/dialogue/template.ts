import { hash2, hashText } from '../random.ts'

/** A wording, split once into what is fixed and what is filled in. */
export type Template = readonly Part[]

/** Fixed text, a slot, or a choice between wordings. */
export type Part =
  | string
  | { readonly slot: string; readonly hash: number }
  | { readonly choices: readonly Template[]; readonly hash: number }

/** Gives the value of a slot by its name; `hash` is `hashText(name)`, worked out beforehand. */
export type Fill = (name: string, hash: number) => string

const SLOT = /\{([a-z][A-Za-z0-9]*)\}/y

/** A wording that is not well formed; the message says why. */
export class TemplateError extends Error {
  override name = 'TemplateError'
}

/**
 * Splits a wording at its slots `{name}` and choices `[one|another|]`; choices may hold slots, not choices.
 * @throws TemplateError for a bracket or brace without its partner
 */
export function parseTemplate(text: string): Template {
  const parts: Part[] = []
  let rest = 0
  let at = 0
  const keep = (): void => {
    if (at > rest) parts.push(text.slice(rest, at))
  }
  while (at < text.length) {
    const sign = text[at]
    if (sign === '{') {
      SLOT.lastIndex = at
      const found = SLOT.exec(text)
      if (found === null) throw new TemplateError(`no slot at "${text.slice(at, at + 12)}" in: ${text}`)
      keep()
      parts.push({ slot: found[1] as string, hash: hashText(found[1] as string) })
      at = rest = SLOT.lastIndex
    } else if (sign === '[') {
      const close = text.indexOf(']', at)
      const inside = text.slice(at + 1, close)
      if (close < 0 || inside.includes('[') || !inside.includes('|')) throw new TemplateError(`no choice in: ${text}`)
      keep()
      parts.push({ choices: inside.split('|').map(parseTemplate), hash: parts.length + 1 })
      at = rest = close + 1
    } else if (sign === '}' || sign === ']' || sign === '|') {
      throw new TemplateError(`"${sign}" without a partner in: ${text}`)
    } else at++
  }
  keep()
  return parts
}

/** Slots a wording names, those inside choices too. */
export function slotsOf(template: Template): string[] {
  return template.flatMap(part =>
    typeof part === 'string' ? [] : 'slot' in part ? [part.slot] : part.choices.flatMap(slotsOf),
  )
}

/**
 * A wording with its slots filled. A sentence that begins with a slot begins with a capital, unless that is an address.
 * @param seed 32 bits that decide between choices
 */
export function render(template: Template, fill: Fill, seed: number): string {
  const text = join(template, fill, seed)
  const first = template[0]
  return first === undefined || typeof first === 'string' ? text : capital(text)
}

function join(template: Template, fill: Fill, seed: number): string {
  let text = ''
  for (const part of template) {
    if (typeof part === 'string') text += part
    else if ('slot' in part) text += fill(part.slot, part.hash)
    else text += join(part.choices[hash2(seed, part.hash) % part.choices.length] as Template, fill, seed)
  }
  return text
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

type Pair = { readonly user: string } & ({ readonly bot: string } | { readonly agent: string })

const lists = new WeakMap<readonly string[], Wordings<Template>>()
const pairs = new WeakMap<readonly Pair[], Wordings<PairTemplates>>()

/** The wordings of a list, split; kept for as long as the list. */
export function wordingsOf(list: readonly string[]): Wordings<Template> {
  let found = lists.get(list)
  if (found === undefined) {
    found = { items: list.map(parseTemplate), hash: hashText(list.join()) }
    lists.set(list, found)
  }
  return found
}

/** The pairs of a list, split; kept for as long as the list. */
export function pairsOf(list: readonly Pair[]): Wordings<PairTemplates> {
  let found = pairs.get(list)
  if (found === undefined) {
    found = {
      items: list.map(pair => ({
        user: parseTemplate(pair.user),
        other: parseTemplate('bot' in pair ? pair.bot : pair.agent),
      })),
      hash: hashText(list.map(pair => pair.user).join()),
    }
    pairs.set(list, found)
  }
  return found
}

const statements = new WeakMap<readonly string[], readonly string[]>()
const plain = new WeakMap<readonly string[], readonly string[]>()

/** Those of a list that say more than the bare value of a slot, so that they can stand beside others; all when none does. */
export function statementsOf(list: readonly string[]): readonly string[] {
  return some(statements, list, template => template.some(part => typeof part === 'string' && /\p{L}/u.test(part)))
}

/** Those of a list that name no slot; all when each does. */
export function plainOf(list: readonly string[]): readonly string[] {
  return some(plain, list, template => slotsOf(template).length === 0)
}

function some(
  known: WeakMap<readonly string[], readonly string[]>,
  list: readonly string[],
  test: (template: Template) => boolean,
): readonly string[] {
  let found = known.get(list)
  if (found === undefined) {
    const { items } = wordingsOf(list)
    found = list.filter((_, i) => test(items[i] as Template))
    if (found.length === 0) found = list
    known.set(list, found)
  }
  return found
}
