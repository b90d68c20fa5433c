import { say } from '../errors/catalogue.ts'
import { knowsPhraseSlot } from '../world/dialogue/phrasebook.ts'
import { SlotError, slotMaker } from '../world/dialogue/slots.ts'
import { parseTemplate, TemplateError } from '../world/dialogue/template.ts'
import type { ContentPack, PackIntent } from '../world/spec.ts'
import type { Fault } from './error.ts'

/** What a schema cannot see of a content pack: slots nobody can fill, brackets without a partner, lists that are not there. */
export function checkPackWords(pack: ContentPack): Fault[] {
  const faults: Fault[] = []
  const report: PackReport = (path, reason) => void faults.push({ path, ...say('KM_PACK_TEXT', { reason }) })
  for (const [language, phrases] of Object.entries(pack.phrases)) {
    const isKnown = (slot: string) => knowsPhraseSlot(slot) || isKind(pack, slot)
    checkTexts(phrases, ['phrases', language], { isKnown, report })
  }
  for (const [index, intent] of pack.intents.entries()) checkIntent(pack, intent, ['intents', index], report)
  return faults
}

type PackReport = (path: Fault['path'], reason: string) => void

/** What texts are checked by. */
interface Rules {
  readonly isKnown: (slot: string) => boolean
  readonly report: PackReport
}

function checkIntent(pack: ContentPack, intent: PackIntent, path: Fault['path'], report: PackReport): void {
  const own = new Map(Object.entries(intent.slots))
  for (const [name, kind] of own) {
    if (!isKind(pack, kind)) report([...path, 'slots', name], `"${kind}" is not a kind of slot, or its list is missing`)
  }
  const isKnown = (slot: string) => slot === 'company' || own.has(slot) || isKind(pack, slot)
  for (const [language, texts] of Object.entries(intent.texts)) {
    const { questions, ...rest } = texts
    const place = [...path, 'texts', language]
    checkTexts(rest, place, { isKnown, report })
    for (const [index, { slot, bot, user }] of questions.entries()) {
      const at = [...place, 'questions', index]
      if (!isKnown(slot)) report([...at, 'slot'], `there is no slot "${slot}"`)
      checkTexts({ bot, user }, at, { isKnown, report })
    }
  }
}

/** Every text below a value. */
function checkTexts(value: unknown, path: Fault['path'], rules: Rules): void {
  if (typeof value === 'string') checkPackText(value, path, rules)
  else if (Array.isArray(value)) for (const [i, item] of value.entries()) checkTexts(item, [...path, i], rules)
  else for (const [name, item] of Object.entries(value as object)) checkTexts(item, [...path, name], rules)
}

function checkPackText(text: string, path: Fault['path'], { isKnown, report }: Rules): void {
  try {
    const unknown = parseTemplate(text).slots.find(slot => !isKnown(slot))
    if (unknown !== undefined) report(path, `there is no slot {${unknown}}`)
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    report(path, error.message)
  }
}

function isKind(pack: ContentPack, kind: string): boolean {
  try {
    slotMaker(pack, kind)
    return true
  } catch (error) {
    if (!(error instanceof SlotError)) throw error
    return false
  }
}
