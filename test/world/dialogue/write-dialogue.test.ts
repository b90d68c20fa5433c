import fc from 'fast-check'
import t from 'tap'
import { agentFor } from '../../../src/world/dialogue/staff.ts'
import { saidIn, saidSinceHandover, writeDialogue } from '../../../src/world/dialogue/write-dialogue.ts'
import { runs } from '../../long.ts'
import { botOf, type Case, casesOf, isOneOf, packs } from './helper.ts'

const DAY = 20_500
const LEAK = /[{}[\]|]|\b(undefined|NaN)\b| {2}/
const INDUSTRIES = Object.keys(packs)
const bots = INDUSTRIES.map(industry => botOf('words', industry))
const cases = bots.flatMap(bot => casesOf(bot, DAY))
const textsOf = ({ bot, day, row, timeline }: Case): readonly string[] => writeDialogue(bot, day, row, timeline)
const noWords = () => ({ said: undefined, saidLate: undefined, texts: undefined })
const where = ({ bot, row }: Case): string => `${bot.spec.industry} row ${row}`

t.test('every message has a text, without leaks and unlike its neighbour', async t => {
  fc.assert(
    fc.property(fc.nat({ max: cases.length - 1 }), i => {
      const one = cases[i]!
      const texts = textsOf(one)
      if (texts.length !== one.timeline.sides.length) throw new Error(`${texts.length} texts, ${where(one)}`)
      texts.forEach((text, i) => {
        if (typeof text !== 'string' || text === '') throw new Error(`no text ${i}, ${where(one)}`)
        if (LEAK.test(text)) throw new Error(`"${text}" leaks, ${where(one)}`)
        if (text === texts[i - 1]) throw new Error(`"${text}" twice, ${where(one)}`)
      })
    }),
    { seed: 31, numRuns: runs(1500) },
  )
  t.pass()
})

t.test('sessions with counts of every kind have their words', async t => {
  const kinds = ['selfService', 'dropOff', 'agent'] as const
  const pins = Array.from({ length: 300 }, (_, i) => ({
    start_time: new Date(Date.UTC(2026, 1, 18, 0, i)).toISOString(),
    containmentType: kinds[i % 3]!,
    sessionType: i % 5 === 0 ? ('non-interactive' as const) : ('interactive' as const),
    noOfMessagesExchanged: 1 + (i % 37),
    ...(i % 5 === 0 ? {} : { noOfTasksExecuted: i % 7 }),
  }))
  const bot = botOf('pins', 'banking', undefined, [], pins)
  const counts = new Set<number>()
  for (const one of casesOf(bot, 20_502)) {
    const texts = textsOf(one)
    counts.add(texts.length)
    t.equal(texts.length, one.timeline.sides.length)
    texts.forEach((text, i) => {
      if (typeof text !== 'string' || text === '' || LEAK.test(text)) t.fail(`${where(one)}, ${i}: ${text}`)
    })
  }
  t.ok(counts.size >= 37)
})

t.test('the same words in every order, in a world made anew', async t => {
  for (const [i, industry] of INDUSTRIES.entries()) {
    const again = casesOf(botOf('words', industry), DAY).reverse()
    const first = casesOf(bots[i]!, DAY)
    for (const one of again.slice(0, 40)) t.same(textsOf(one), textsOf(first[one.row]!), where(one))
  }
  const other = casesOf(botOf('other words'), DAY)
  const mine = cases.filter(({ bot }) => bot.spec.industry === 'banking')
  t.not(
    other.slice(0, 20).flatMap(textsOf).join(),
    mine.slice(0, 20).flatMap(textsOf).join(),
    'another seed, other words',
  )
})

t.test(
  'who begins at the hand-over reads the same words, and knows the same slots and sentences of what was before',
  async t => {
    let silent = 0
    for (const { bot, day, row, timeline } of cases) {
      const late = saidSinceHandover(bot, day, row, { ...timeline, words: noWords() })
      const all = saidIn(bot, day, row, { ...timeline, words: noWords() })
      t.equal(late.length, all.length)
      for (const [message, { text, slots, reason, next }] of all.entries()) {
        const one = late[message]!
        const isSilent = message <= timeline.handover
        if (isSilent) silent++
        const isSame =
          one.text === (isSilent ? '' : text) &&
          one.reason === reason &&
          one.next === next &&
          one.slots.map(({ name }) => name).join() === slots.map(({ name }) => name).join()
        if (!isSame) t.fail(`${bot.spec.industry} row ${row}, ${message}: ${JSON.stringify([one, all[message]])}`)
      }
    }
    t.ok(silent > 100)
  },
)

t.test('what the customer is asked he answers with a value, which stays the same', async t => {
  let told = 0
  for (const one of cases) {
    const { bot, day, row, timeline } = one
    const said = saidIn(bot, day, row, timeline)
    const values = new Map<string, string>()
    for (const [message, { acts }] of timeline.lines.entries()) {
      for (const { kind, task, item } of acts) {
        if (kind !== 'answer') continue
        const intent = timeline.tasks[task]?.intent ?? timeline.matter
        const slot = bot.pack.intents[intent]!.asked[item]!
        const span = said[message]!.slots.find(({ name }) => name === slot)
        if (span === undefined) continue
        told++
        const { text } = said[message]!
        values.set(`${task}/${slot}`, text.slice(span.start, span.end))
      }
    }
    if (values.size > 0 && [...values.values()].includes('')) t.fail(`${where(one)}: an empty value`)
  }
  t.ok(told > 300, `${told} answers`)
})

t.test('a human is asked for, takes over by name', async t => {
  let handed = 0
  for (const one of cases) {
    const { timeline, bot, language, day, row } = one
    const { lines, sides } = timeline
    const texts = textsOf(one)
    const phrases = bot.pack.words[language]!.phrases
    for (const [message, { acts }] of lines.entries()) {
      if (acts.length > 1 || bot.channels[bot.day(day).channel[row]!] === 'email') continue
      if (
        acts[0]!.kind === 'handover' &&
        !isOneOf(texts[message]!, [...phrases.handover, ...(phrases.looksForAgent ?? [])])
      )
        t.fail(`${where(one)}: ${texts[message]}`)
    }
    const first = sides.indexOf(2)
    if (first < 0) continue
    handed++
    const agent = agentFor(bot, day, row, 0)
    if (!texts[first]!.includes(agent.firstName)) t.fail(`${where(one)}: "${texts[first]}" does not name ${agent.name}`)
    for (const [i, message] of timeline.takeOvers.entries()) {
      t.match(texts[message], agentFor(bot, day, row, i + 1).firstName)
    }
  }
  t.ok(handed > 50, `${handed} handed over`)
})

t.test('a language without wordings is answered in English', async t => {
  const bot = botOf('words', 'banking', { xx: 1 })
  for (const one of casesOf(bot, DAY).slice(0, 30)) {
    const { phrases } = bot.pack.words.en!
    const { acts } = one.timeline.lines[0]!
    if (acts.length === 1 && acts[0]!.kind === 'welcome') t.ok(isOneOf(textsOf(one)[0]!, phrases.welcome))
  }
})
