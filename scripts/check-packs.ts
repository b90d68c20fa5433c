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

function checkWords(pack: ContentPack, say: (path: string, message: string) => void): void {
  if (pack.intents.length < 15) say('intents', `${pack.intents.length}, fewer than 15`)
  for (const language of LANGUAGES) {
    const phrases = pack.phrases[language]
    if (phrases === undefined) say('phrases', `no ${language}`)
    else walk(phrases, `phrases.${language}`, [...PHRASE_SLOTS, ...EVERYWHERE], say)
    for (const [name, list] of Object.entries(pack.lists ?? {})) {
      if (list[language] === undefined) say(`lists.${name}`, `no ${language}`)
      else if (list[language].length !== list.en?.length) say(`lists.${name}.${language}`, 'not as long as en')
    }
  }
  for (const intent of pack.intents) checkIntent(pack, intent, say)
  const names = pack.intents.map(intent => intent.name)
  if (new Set(names).size < names.length) say('intents', 'a name twice')
  for (const article of pack.articles) {
    if (!names.includes(article.intent)) say(`articles.${article.title}`, `no intent "${article.intent}"`)
  }
  const urls = pack.articles.map(article => article.url)
  if (new Set(urls).size < urls.length) say('articles', 'an address twice')
  const kinds = new Set(pack.articles.map(article => article.kind))
  if (kinds.size < 4) say('articles', `only ${[...kinds].join(', ')}`)
  const primary = pack.playbooks.find(playbook => playbook.type === 'primary')
  if (primary?.stages.Open === undefined || primary.stages.Close === undefined)
    say('playbooks', 'no primary one with Open and Close')
}

function checkIntent(pack: ContentPack, intent: PackIntent, say: (path: string, message: string) => void): void {
  const path = `intents.${intent.name}`
  const own = [...Object.keys(intent.slots), ...EVERYWHERE]
  if (!pack.queues.includes(intent.queue)) say(path, `no queue "${intent.queue}"`)
  for (const kind of Object.values(intent.slots)) {
    if (kind.startsWith('list:') && pack.lists?.[kind.slice(5)] === undefined) say(path, `no list for ${kind}`)
  }
  const order = intent.texts.en?.questions.map(question => question.slot).join()
  const used = new Set<string>()
  for (const language of LANGUAGES) {
    const texts = intent.texts[language]
    if (texts === undefined || intent.topic[language] === undefined) {
      say(path, `no ${language}`)
      continue
    }
    walk(texts, `${path}.${language}`, own, say, used)
    if (texts.questions.map(question => question.slot).join() !== order)
      say(`${path}.${language}`, 'other questions than en')
    if (texts.questions.length < 2) say(`${path}.${language}`, 'fewer than 2 questions')
    checkOrder(texts, `${path}.${language}`, say)
    if (texts.summary.every(text => slots(text).length > 0)) say(`${path}.${language}.summary`, 'each names a slot')
  }
  for (const slot of Object.keys(intent.slots)) if (!used.has(slot)) say(path, `slot ${slot} is not used`)
}

/** A value that a later question asks for must not be known before; every answer to a question tells its value. */
function checkOrder(texts: IntentTexts, path: string, say: (path: string, message: string) => void): void {
  let unknown = texts.questions.map(question => question.slot)
  const early = (lines: readonly string[], where: string): void => {
    for (const line of lines) {
      for (const slot of slots(line))
        if (unknown.includes(slot)) say(`${path}.${where}`, `{${slot}} is not known yet: ${line}`)
    }
  }
  early(texts.ask, 'ask')
  for (const { slot, bot, user } of texts.questions) {
    if (!Object.hasOwn(texts, 'ask')) continue
    early(bot, `questions.${slot}`)
    for (const line of user)
      if (!slots(line).includes(slot)) say(`${path}.questions.${slot}`, `does not tell {${slot}}: ${line}`)
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

/** Every text below a value: well formed, known slots only, no neighbour said twice. */
function walk(
  value: unknown,
  path: string,
  known: readonly string[],
  say: (path: string, message: string) => void,
  used?: Set<string>,
): void {
  if (typeof value === 'string') {
    if (path.endsWith('.slot')) {
      if (!known.includes(value)) say(path, `no slot "${value}"`)
      return
    }
    try {
      for (const slot of parseTemplate(value).slots) {
        used?.add(slot)
        if (!known.includes(slot)) say(path, `no slot {${slot}}: ${value}`)
      }
    } catch (error) {
      say(path, (error as Error).message)
    }
    if (/\b(de|a) \{topic/.test(value)) say(path, `"de {topic}" becomes "de el …": ${value}`)
    if (/ {2}|\bTODO\b|\.\.\.\.|[A-Za-z] ,/.test(value)) say(path, `looks untidy: ${value}`)
  } else if (Array.isArray(value)) {
    const texts = value.map(item => JSON.stringify(item))
    if (new Set(texts).size < texts.length) say(path, 'says the same twice')
    value.forEach((item, i) => {
      walk(item, `${path}[${i}]`, known, say, used)
    })
  } else if (value !== null && typeof value === 'object') {
    for (const [name, item] of Object.entries(value)) walk(item, `${path}.${name}`, known, say, used)
  }
}
