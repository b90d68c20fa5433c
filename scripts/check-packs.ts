/**
 * Checks content packs beyond their schema: `npx tsx scripts/check-packs.ts [file...]`, all packs without a file.
 * Says what is wrong, a line each, and what may be: wordings that are equal, texts that are long.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Ajv2020 from 'ajv/dist/2020.js'
import { parse } from 'yaml'
import { parseTemplate } from '../src/world/dialogue/template.ts'
import type { ContentPack, IntentTexts, PackIntent } from '../src/world/spec.ts'

const directory = fileURLToPath(new URL('../scenarios/packs/', import.meta.url))
const LANGUAGES = ['en', 'es', 'de']
const LIMIT = 160_000
const PHRASE_SLOTS = [
  'company',
  'topic',
  'topic1',
  'topic2',
  'agent',
  'queue',
  'minutes',
  'reference',
  'amount',
  'date',
  'time',
]
const EVERYWHERE = ['company', 'customer', 'customerFirst', 'customerLast']

/** Notes what is wrong at a place in a pack. */
type Say = (path: string, message: string) => void

const files = process.argv.slice(2)
const Constructor = Ajv2020.default ?? Ajv2020
const validate = new Constructor({ allErrors: true }).compile(
  parse(readFileSync(`${directory}pack.schema.yaml`, 'utf8')) as object,
)
let faults = 0
for (const file of files.length > 0 ? files : shipped()) check(file)
if (faults > 0) process.exitCode = 1

function shipped(): string[] {
  const names = readdirSync(directory).filter(name => name.endsWith('.yaml') && name !== 'pack.schema.yaml')
  return names.map(name => directory + name)
}

function check(file: string): void {
  const text = readFileSync(file, 'utf8')
  const found: string[] = []
  const say = (path: string, message: string): number => found.push(`${path}: ${message}`)
  const pack = parse(text) as ContentPack
  if (!validate(pack)) for (const error of validate.errors ?? []) say(error.instancePath, error.message ?? 'wrong')
  else checkWords(pack, say)
  if (text.length > LIMIT) say('file', `${text.length} characters, more than ${LIMIT}`)
  faults += found.length
  console.log(
    `${file.slice(file.lastIndexOf('/') + 1)}: ${text.length} characters, ${pack.intents?.length} intents, ${found.length} faults`,
  )
  for (const line of found) console.log(`  ${line}`)
}

function checkWords(pack: ContentPack, say: Say): void {
  if (pack.intents.length < 15) say('intents', `${pack.intents.length}, fewer than 15`)
  for (const language of LANGUAGES) {
    const phrases = pack.phrases[language]
    if (phrases === undefined) say('phrases', `no ${language}`)
    else walk(phrases, `phrases.${language}`, { known: [...PHRASE_SLOTS, ...EVERYWHERE], say })
    checkLists(pack, language, say)
  }
  for (const intent of pack.intents) checkIntent(pack, intent, say)
  const names = pack.intents.map(intent => intent.name)
  if (new Set(names).size < names.length) say('intents', 'a name twice')
  checkArticles(pack, names, say)
  const primary = pack.playbooks.find(playbook => playbook.type === 'primary')
  if (primary?.stages.Open === undefined || primary.stages.Close === undefined)
    say('playbooks', 'no primary one with Open and Close')
}

function checkLists(pack: ContentPack, language: string, say: Say): void {
  for (const [name, list] of Object.entries(pack.lists ?? {})) {
    if (list[language] === undefined) say(`lists.${name}`, `no ${language}`)
    else if (list[language].length !== list.en?.length) say(`lists.${name}.${language}`, 'not as long as en')
  }
}

function checkArticles({ articles }: ContentPack, intents: readonly string[], say: Say): void {
  for (const article of articles) {
    if (!intents.includes(article.intent)) say(`articles.${article.title}`, `no intent "${article.intent}"`)
  }
  const urls = articles.map(article => article.url)
  if (new Set(urls).size < urls.length) say('articles', 'an address twice')
  const kinds = new Set(articles.map(article => article.kind))
  if (kinds.size < 4) say('articles', `only ${[...kinds].join(', ')}`)
}

function checkIntent(pack: ContentPack, intent: PackIntent, say: Say): void {
  const path = `intents.${intent.name}`
  if (!pack.queues.includes(intent.queue)) say(path, `no queue "${intent.queue}"`)
  for (const kind of Object.values(intent.slots)) {
    if (kind.startsWith('list:') && pack.lists?.[kind.slice(5)] === undefined) say(path, `no list for ${kind}`)
  }
  const used = new Set<string>()
  for (const language of LANGUAGES) checkTexts(intent, language, used, say)
  for (const slot of Object.keys(intent.slots)) if (!used.has(slot)) say(path, `slot ${slot} is not used`)
}

/** The texts of an intent in one language; the slots that they name are added to `used`. */
function checkTexts(intent: PackIntent, language: string, used: Set<string>, say: Say): void {
  const texts = intent.texts[language]
  if (texts === undefined || intent.topic[language] === undefined) {
    say(`intents.${intent.name}`, `no ${language}`)
    return
  }
  const path = `intents.${intent.name}.${language}`
  walk(texts, path, { known: [...Object.keys(intent.slots), ...EVERYWHERE], say, used })
  const order = intent.texts.en?.questions.map(question => question.slot).join()
  if (texts.questions.map(question => question.slot).join() !== order) say(path, 'other questions than en')
  if (texts.questions.length < 2) say(path, 'fewer than 2 questions')
  checkOrder(texts, path, say)
  if (texts.summary.every(text => slots(text).length > 0)) say(`${path}.summary`, 'each names a slot')
}

/** A value that a later question asks for must not be known before; every answer to a question tells its value. */
function checkOrder(texts: IntentTexts, path: string, say: Say): void {
  let unknown = texts.questions.map(question => question.slot)
  const early = (lines: readonly string[], where: string): void => {
    for (const line of lines) {
      for (const slot of slots(line).filter(name => unknown.includes(name)))
        say(`${path}.${where}`, `{${slot}} is not known yet: ${line}`)
    }
  }
  early(texts.ask, 'ask')
  for (const { slot, bot, user } of texts.questions) {
    if (!Object.hasOwn(texts, 'ask')) continue
    early(bot, `questions.${slot}`)
    for (const line of user.filter(text => !slots(text).includes(slot)))
      say(`${path}.questions.${slot}`, `does not tell {${slot}}: ${line}`)
    unknown = unknown.filter(name => name !== slot)
    early(user, `questions.${slot}`)
  }
}

function slots(text: string): readonly string[] {
  try {
    return parseTemplate(text).slots
  } catch {
    return []
  }
}

/** What a walk through texts goes by: the slots that may be named, and where those that are named are noted. */
interface Walk {
  readonly known: readonly string[]
  readonly say: Say
  readonly used?: Set<string>
}

/** Every text below a value: well formed, known slots only, no neighbour said twice. */
function walk(value: unknown, path: string, by: Walk): void {
  if (typeof value === 'string') checkText(value, path, by)
  else if (Array.isArray(value)) {
    const texts = value.map(item => JSON.stringify(item))
    if (new Set(texts).size < texts.length) by.say(path, 'says the same twice')
    for (const [i, item] of value.entries()) walk(item, `${path}[${i}]`, by)
  } else if (value !== null && typeof value === 'object') {
    for (const [name, item] of Object.entries(value)) walk(item, `${path}.${name}`, by)
  }
}

function checkText(text: string, path: string, { known, say, used }: Walk): void {
  if (path.endsWith('.slot')) {
    if (!known.includes(text)) say(path, `no slot "${text}"`)
    return
  }
  try {
    for (const slot of parseTemplate(text).slots) {
      used?.add(slot)
      if (!known.includes(slot)) say(path, `no slot {${slot}}: ${text}`)
    }
  } catch (error) {
    say(path, (error as Error).message)
  }
  if (/\b(de|a) \{topic/.test(text)) say(path, `"de {topic}" becomes "de el …": ${text}`)
  if (/ {2}|\bTODO\b|\.\.\.\.|[A-Za-z] ,/.test(text)) say(path, `looks untidy: ${text}`)
}
