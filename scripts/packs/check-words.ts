import { parseTemplate, type Template } from '../../src/world/dialogue/template.ts'
import { sayOf } from '../../src/world/dialogue/wordings.ts'
import type { ContentPack, IntentWords, PackIntent, PackWords, Wording } from '../../src/world/pack.ts'
import { inIntents, inPhrases } from './wanted.ts'

/** What a person should know of the words of a language. */
export interface FoundInWords {
  /** Mistakes. */
  readonly wrong: readonly string[]
  /** Lists that may be left out and are. */
  readonly missing: readonly string[]
  /** Lists that say fewer different things than are wanted. */
  readonly thin: readonly string[]
}

/** Texts a slot makes of one, when it is not an entry of a list. */
const MANY = 20

const UNTIDY = / {2}|\bTODO\b|\.\.\.\.|[\p{L}\d] [,.;]/u

/** What is wrong with words that are well formed, and what is not there yet. */
export function checkWords(pack: ContentPack, words: PackWords): FoundInWords {
  const check = new Check(pack, words)
  check.run()
  return check
}

class Check implements FoundInWords {
  readonly wrong: string[] = []
  readonly missing: string[] = []
  readonly thin: string[] = []
  readonly #pack: ContentPack
  readonly #words: PackWords

  constructor(pack: ContentPack, words: PackWords) {
    this.#pack = pack
    this.#words = words
  }

  run(): void {
    const { phrases, intents } = this.#words
    this.#texts(this.#words, '')
    for (const [path, count] of inPhrases) this.#count(`phrases.${path}`, at(phrases, path), count)
    for (const intent of this.#pack.intents) {
      const own = intents[intent.name]
      if (own === undefined) continue
      for (const [path, count] of inIntents(intent)) this.#count(`${intent.name}.${path}`, at(own, path), count, intent)
      this.#order(intent, own)
      this.#usesSlots(intent, own)
    }
    const { articles, playbooks, coaching } = this.#pack
    this.#named(
      'articles',
      articles.map(({ key }) => key),
    )
    this.#named(
      'playbooks',
      playbooks.map(({ name }) => name),
    )
    this.#named(
      'coaching',
      coaching.map(({ name }) => name),
    )
    if (this.#words.searches === undefined) this.missing.push('searches')
  }

  /** Things of the pack without words. */
  #named(part: 'articles' | 'playbooks' | 'coaching', names: readonly string[]): void {
    for (const name of names) if (at(this.#words[part] ?? {}, name) === undefined) this.missing.push(`${part}.${name}`)
  }

  #count(path: string, list: unknown, wanted: number, intent?: PackIntent): void {
    if (list === undefined) {
      this.missing.push(path)
      return
    }
    const said = textsIn(list).reduce((sum, text) => sum + this.#variants(parseTemplate(text), intent), 0)
    if (said < wanted) this.thin.push(`${path}: ${Math.round(said)} different texts, ${wanted} are wanted`)
  }

  /** About how many texts a wording makes. */
  #variants({ parts }: Template, intent: PackIntent | undefined): number {
    let product = 1
    for (const { slot, choices } of parts) {
      const inside = choices.map(choice => this.#variants(choice, intent))
      product *=
        slot === '' ? inside.reduce((sum, one) => sum + one, 0) : choices.length > 0 ? 1 : this.#values(slot, intent)
    }
    return product
  }

  #values(slot: string, intent: PackIntent | undefined): number {
    if (['company', 'topic', 'queue'].includes(slot)) return 1
    const kind = intent?.slots[slot] ?? slot
    const list = kind.startsWith('list:') ? this.#words.lists?.[kind.slice('list:'.length)] : undefined
    return list?.length ?? MANY
  }

  /** What the bot says before it has asked for a slot must not name it; every answer tells what was asked for. */
  #order({ asked }: PackIntent, { questions }: IntentWords): void {
    let unknown = [...asked]
    for (const slot of asked) {
      const { bot, user } = questions[slot]!
      for (const text of textsIn(bot)) {
        const early = parseTemplate(text).slots.find(name => unknown.includes(name))
        if (early !== undefined) this.wrong.push(`questions.${slot}: {${early}} is not known yet: ${text}`)
      }
      unknown = unknown.filter(name => name !== slot)
      for (const text of textsIn(user)) {
        const { slots } = parseTemplate(text)
        if (!slots.includes(slot)) this.wrong.push(`questions.${slot}: does not tell {${slot}}: ${text}`)
        const early = slots.find(name => unknown.includes(name))
        if (early !== undefined) this.wrong.push(`questions.${slot}: tells {${early}} too: ${text}`)
      }
    }
  }

  #usesSlots({ name, slots }: PackIntent, words: IntentWords): void {
    const used = new Set(textsIn(words).flatMap(text => parseTemplate(text).slots))
    for (const slot of Object.keys(slots)) if (!used.has(slot)) this.thin.push(`${name}: slot {${slot}} is not used`)
    if (textsIn(words.summary).every(text => parseTemplate(text).slots.length > 0))
      this.wrong.push(`${name}.summary: each names a slot`)
  }

  /** Every list below a value: nothing said twice, nothing untidy. */
  #texts(value: unknown, path: string): void {
    if (typeof value === 'string') this.#text(value, path)
    if (typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) this.#repeats(value, path)
    for (const [name, item] of Object.entries(value)) this.#texts(item, path === '' ? name : `${path}.${name}`)
  }

  #text(text: string, path: string): void {
    if (UNTIDY.test(text)) this.wrong.push(`${path}: looks untidy: ${text}`)
    if (/\b(de|a) \{topic\d?\}/.test(text)) this.wrong.push(`${path}: "de {topic}" becomes "de el …": ${text}`)
  }

  #repeats(list: readonly unknown[], path: string): void {
    const texts = list.map(item => JSON.stringify(item))
    for (const [i, text] of texts.entries()) if (texts.indexOf(text) < i) this.wrong.push(`${path}: twice: ${text}`)
  }
}

/** What stands at a path of names. */
function at(value: object, path: string): unknown {
  return path
    .split('/')
    .reduce<unknown>(
      (found, name) =>
        typeof found === 'object' && found !== null ? new Map(Object.entries(found)).get(name) : undefined,
      value,
    )
}

/** Every text below a value, without the conditions beside it. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  if ('say' in value) return [sayOf(value as Wording)]
  return Object.entries(value).flatMap(([name, item]) => (['on', 'at', 'mood'].includes(name) ? [] : textsIn(item)))
}
