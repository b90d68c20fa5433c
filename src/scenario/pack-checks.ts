import { say } from '../errors/catalogue.ts'
import { hasItsLists, SlotError, slotMaker } from '../world/dialogue/slots.ts'
import { knowsPhraseSlot } from '../world/dialogue/speaker.ts'
import { parseTemplate, TemplateError } from '../world/dialogue/template.ts'
import { EVERY_PLACE, fitsOf } from '../world/dialogue/wordings.ts'
import { ownOf } from '../world/own.ts'
import type { ContentPack, IntentWords, ListEntry, PackIntent, PackWords, WordingCondition } from '../world/pack.ts'
import type { Fault } from './error.ts'

/**
 * What a schema cannot see of a content pack: slots nobody can fill, forms that a thing does not have, brackets without a
 * partner, lists and words that are not there, lists of wordings with nothing to say in some place.
 */
export function checkPackWords(pack: ContentPack): Fault[] {
  const faults: Fault[] = []
  const report: ReportPackFault = (path, reason) => void faults.push({ path, ...say('KM_PACK_TEXT', { reason }) })
  checkStructure(pack, report)
  for (const [language, words] of Object.entries(pack.words)) {
    new WordsCheck(pack, words, ['words', language], report).run()
  }
  return faults
}

type ReportPackFault = (path: Fault['path'], reason: string) => void

/** What of a pack's own parts names something that is not there. */
function checkStructure(pack: ContentPack, report: ReportPackFault): void {
  const { intents, articles, playbooks, coaching } = pack
  const names = intents.map(({ name }) => name)
  const keys = articles.map(({ key }) => key)
  checkOnce(
    { intents: names, articles: keys, playbooks: packNamesOf(playbooks), coaching: packNamesOf(coaching) },
    report,
  )
  for (const [index, intent] of intents.entries()) checkIntent(pack, intent, ['intents', index], report)
  const about = (part: string, list: readonly { readonly intent?: string }[]): void => {
    for (const [index, { intent }] of list.entries()) {
      if (intent !== undefined && !names.includes(intent))
        report([part, index, 'intent'], `there is no intent "${intent}"`)
    }
  }
  about('articles', articles)
  about('playbooks', playbooks)
}

const packNamesOf = (list: readonly { readonly name: string }[]): readonly string[] => list.map(({ name }) => name)

function checkIntent(
  pack: ContentPack,
  { slots, asked, queue, passedTo }: PackIntent,
  path: Fault['path'],
  report: ReportPackFault,
): void {
  if (!pack.queues.includes(queue)) report([...path, 'queue'], `there is no queue "${queue}"`)
  if (passedTo !== undefined && !pack.queues.includes(passedTo))
    report([...path, 'passedTo'], `there is no queue "${passedTo}"`)
  for (const [name, kind] of Object.entries(slots)) {
    if (!isKind(pack, kind)) report([...path, 'slots', name], `"${kind}" is not a kind of slot, or its list is missing`)
  }
  for (const [at, name] of asked.entries()) {
    if (ownOf(slots, name) === undefined) report([...path, 'asked', at], `there is no slot "${name}"`)
  }
}

function checkOnce(parts: Readonly<Record<string, readonly string[]>>, report: ReportPackFault): void {
  for (const [part, names] of Object.entries(parts)) {
    for (const [index, name] of names.entries()) {
      if (names.indexOf(name) < index) report([part, index], `"${name}" is there twice`)
    }
  }
}

/** The slots that may stand in a text, each with the things it may name where they have forms. */
interface PackSlots {
  readonly isKnown: (slot: string) => boolean
  readonly entriesOf: (slot: string) => readonly ListEntry[]
}

/** Looks through the words of one language. */
class WordsCheck {
  readonly #pack: ContentPack
  readonly #words: PackWords
  readonly #path: Fault['path']
  readonly #report: ReportPackFault

  constructor(pack: ContentPack, words: PackWords, path: Fault['path'], report: ReportPackFault) {
    this.#pack = pack
    this.#words = words
    this.#path = path
    this.#report = report
  }

  run(): void {
    const { phrases, intents, articles, playbooks, coaching, searches } = this.#words
    const topics = Object.values(intents).map(({ topic }) => topic)
    const slots: PackSlots = {
      isKnown: slot => knowsPhraseSlot(slot) || isKind(this.#pack, slot),
      entriesOf: slot => (slot.startsWith('topic') ? topics : []),
    }
    this.#walk(phrases, [...this.#path, 'phrases'], slots)
    if (searches !== undefined) this.#searches(searches, [...this.#path, 'searches'])
    for (const intent of this.#pack.intents) this.#intent(intent)
    const { intents: all } = this.#pack
    this.#names(
      Object.keys(intents),
      ['intents'],
      all.map(({ name }) => name),
    )
    this.#names(
      Object.keys(articles ?? {}),
      ['articles'],
      this.#pack.articles.map(({ key }) => key),
    )
    this.#names(
      Object.keys(playbooks ?? {}),
      ['playbooks'],
      this.#pack.playbooks.map(({ name }) => name),
    )
    this.#names(
      Object.keys(coaching ?? {}),
      ['coaching'],
      this.#pack.coaching.map(({ name }) => name),
    )
    this.#playbooks()
  }

  #intent(intent: PackIntent): void {
    const path = [...this.#path, 'intents']
    const words = ownOf(this.#words.intents, intent.name)
    if (words === undefined) {
      this.#report(path, `no words for the intent "${intent.name}"`)
      return
    }
    const at = [...path, intent.name]
    const own = new Map(Object.entries(intent.slots))
    const slots: PackSlots = {
      isKnown: slot => slot === 'company' || own.has(slot) || isKind(this.#pack, slot),
      entriesOf: slot => this.#list(own.get(slot) ?? slot),
    }
    const { topic: _, questions, searches, ...rest } = words
    if (searches !== undefined) this.#searches(searches, [...at, 'searches'])
    this.#walk(rest, at, slots)
    this.#questions(intent, questions, [...at, 'questions'])
    for (const [slot, question] of Object.entries(questions)) this.#walk(question, [...at, 'questions', slot], slots)
    if (words.ask.every(wording => this.#namesSlot(wording, intent.asked)))
      this.#report([...at, 'ask'], 'one of them must name no slot that is asked for')
  }

  /** What agents type names the matter alone: nobody has told them more. */
  #searches(searches: readonly string[], path: Fault['path']): void {
    const topics = Object.values(this.#words.intents).map(({ topic }) => topic)
    this.#walk(searches, path, { isKnown: slot => slot === 'topic', entriesOf: () => topics })
  }

  #questions({ asked }: PackIntent, questions: IntentWords['questions'], path: Fault['path']): void {
    for (const slot of asked) {
      if (ownOf(questions, slot) === undefined) this.#report(path, `no question for the slot "${slot}"`)
    }
    this.#names(Object.keys(questions), path.slice(this.#path.length), asked)
  }

  #namesSlot(wording: IntentWords['ask'][number], names: readonly string[]): boolean {
    const text = typeof wording === 'string' ? wording : wording.say
    return names.some(name => text.includes(`{${name}`))
  }

  /** Names that stand below a part of the words and name nothing. */
  #names(given: readonly string[], part: Fault['path'], known: readonly string[]): void {
    for (const name of given) {
      if (!known.includes(name))
        this.#report([...this.#path, ...part, name], `names nothing of the pack; there are ${known.join(', ')}`)
    }
  }

  #playbooks(): void {
    for (const { name, stages } of this.#pack.playbooks) {
      const words = ownOf(this.#words.playbooks, name)
      if (words === undefined) continue
      const path = [...this.#path, 'playbooks', name, 'stages']
      this.#names(Object.keys(words.stages), path.slice(this.#path.length), Object.keys(stages))
      for (const [stage, steps] of Object.entries(stages)) {
        const count = ownOf(words.stages, stage)?.steps.length
        if (count === undefined) this.#report(path, `no words for the stage "${stage}"`)
        else if (count !== steps) this.#report([...path, stage, 'steps'], `must have ${steps} steps; found ${count}`)
      }
    }
  }

  #list(kind: string): readonly ListEntry[] {
    return kind.startsWith('list:') ? (ownOf(this.#words.lists, kind.slice('list:'.length)) ?? []) : []
  }

  /** Every text below a value. */
  #walk(value: unknown, path: Fault['path'], slots: PackSlots): void {
    if (typeof value === 'string') this.#text(value, path, slots)
    else if (Array.isArray(value)) {
      this.#places(value, path)
      for (const [i, item] of value.entries()) this.#walk(item, [...path, i], slots)
    } else {
      for (const [name, item] of Object.entries(value as object)) {
        if (!CONDITIONS.has(name)) this.#walk(item, [...path, name], slots)
      }
    }
  }

  /** A list of wordings has something to say on every medium, at every hour, in every mood. */
  #places(list: readonly unknown[], path: Fault['path']): void {
    const fits = list.map(item => (typeof item === 'object' ? fitsOf(item as WordingCondition) : fitsOf({})))
    // Small talk is nobody's answer.
    const places = path.at(-1) === 'smallTalk' ? PLACES_OF_OPENING : EVERY_PLACE
    if (places.some(when => !fits.some(bits => (bits & when) === when)))
      this.#report(path, 'needs a wording without conditions, or one for every medium, part of the day and mood')
  }

  #text(text: string, path: Fault['path'], { isKnown, entriesOf }: PackSlots): void {
    try {
      const { slots, forms } = parseTemplate(text)
      const unknown = slots.find(slot => !isKnown(slot))
      if (unknown !== undefined) this.#report(path, `there is no slot {${unknown}}`)
      for (const { slot, form } of forms) {
        const without = entriesOf(slot).find(entry => typeof entry === 'object' && ownOf(entry, form) === undefined)
        if (typeof without === 'object') this.#report(path, `"${without.is}" has no form "${form}"`)
      }
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error
      this.#report(path, error.message)
    }
  }
}

const OPENING = fitsOf({ asked: false })
const PLACES_OF_OPENING = EVERY_PLACE.filter(when => (OPENING & when) === when)
const CONDITIONS: ReadonlySet<string> = new Set(['on', 'at', 'mood', 'waited', 'asked', 'thanked', 'sensitive'])

function isKind(pack: ContentPack, kind: string): boolean {
  try {
    slotMaker(pack, kind)
    return hasItsLists(pack, kind)
  } catch (error) {
    if (!(error instanceof SlotError)) throw error
    return false
  }
}
