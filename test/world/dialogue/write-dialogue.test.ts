import fc from 'fast-check'
import t from 'tap'
import { Phrasebook } from '../../../src/world/dialogue/phrasebook.ts'
import { agentFor } from '../../../src/world/dialogue/staff.ts'
import { writeDialogue } from '../../../src/world/dialogue/write-dialogue.ts'
import type { Timeline } from '../../../src/world/sessions/types.ts'
import { botOf, type Case, casesOf, holds, isOneOf, packs } from './helper.ts'

const DAY = 20_500
const LEAK = /[{}[\]|]|\b(undefined|NaN)\b| {2}/
const INDUSTRIES = Object.keys(packs)
const bots = INDUSTRIES.map(industry => botOf('words', industry))
const cases = bots.flatMap(bot => casesOf(bot, DAY))
const textsOf = ({ bot, day, row, timeline }: Case): readonly string[] => writeDialogue(bot, day, row, timeline)
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
    { seed: 31, numRuns: 1500 },
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
      if (typeof text !== 'string' || LEAK.test(text) || text === texts[i - 1]) t.fail(`${where(one)}, ${i}: ${text}`)
    })
  }
  t.ok(counts.size >= 37)
})

t.test('long sessions do not say the same two lines again soon', async t => {
  const from = '2026-02-17T00:00:00.000Z'
  const crowd = { count: 60, from, to: '2026-02-17T23:59:59.999Z' }
  const counted = [180, 41, 1].map((messages, i) => {
    const kind = i === 0 ? ('agent' as const) : i === 1 ? ('selfService' as const) : undefined
    return botOf(`long ${i}`, INDUSTRIES[i], undefined, [
      { ...crowd, messages, ...(kind ? { containment: kind } : {}) },
    ])
  })
  const long = counted.flatMap(bot => casesOf(bot, 20_501))
  t.same(new Set(long.map(({ timeline }) => timeline.sides.length)), new Set([180, 41, 1]))
  for (const one of long.filter(({ timeline }) => timeline.sides.includes(1))) {
    const texts = textsOf(one)
    const seen = new Map<string, number>()
    for (let i = 1; i < texts.length; i++) {
      const pair = `${texts[i - 1]}\n${texts[i]}`
      const before = seen.get(pair)
      if (before !== undefined && i - before < 14) t.fail(`${where(one)}: after ${i - before} messages again: ${pair}`)
      seen.set(pair, i)
    }
  }
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

t.test('the bot asks for what the customer answers, and the values stay', async t => {
  let told = 0
  for (const one of cases) {
    const { bot, timeline, language } = one
    const texts = textsOf(one)
    const answered = timeline.tasks.map(() => 0)
    for (const turn of timeline.turns) {
      if (turn.kind !== 'slot') continue
      const intent = bot.pack.intents[timeline.tasks[turn.task]!.intent]!
      const words = bot.pack.words[language]!.intents[intent.name]!
      const slot = intent.asked[answered[turn.task]!++]
      if (slot === undefined) continue
      const question = words.questions[slot]!
      told++
      if (!isOneOf(texts[turn.first]!, question.user)) t.fail(`${where(one)}: "${texts[turn.first]}" is no ${slot}`)
      const before = texts.slice(Math.max(0, turn.first - 4), turn.first)
      if (timeline.sides[turn.first - 1] === 0 && !before.some(text => holds(text, question.bot))) {
        t.fail(`${where(one)}: nobody asked for ${slot} before "${texts[turn.first]}"`)
      }
    }
  }
  t.ok(told > 500, `${told} answers`)
})

t.test('neither bot nor agent names what was to be asked for before the customer has told it', async t => {
  let compared = 0
  let early = 0
  for (const one of cases) {
    const { timeline } = one
    const texts = textsOf(one).map(text => text.toLowerCase())
    const words = new Phrasebook(one.bot, one.day, one.row, timeline)
    for (const task of timeline.tasks.keys()) {
      const first = timeline.turns.find(turn => turn.task === task)?.first
      if (first === undefined) continue
      for (const { slot } of words.questions(task)) {
        const value = words.value(task, slot).toLowerCase()
        const said = value.length < 5 ? -1 : texts.findIndex((text, m) => m >= first && text.includes(value))
        if (said < 0) continue
        compared++
        if (timeline.sides[said] === 0) t.fail(`${where(one)}: nobody had told "${value}" before "${texts[said]}"`)
        if (timeline.sides[said] === 2) early++
      }
    }
  }
  t.ok(compared > 500, `${compared} values`)
  // Where a customer has not one word with the agent there is nothing to be asked.
  t.ok(early < 5, `${early} were known to agents`)
})

t.test('values named once come again in what the bot says it did', async t => {
  const digits = /\b\d{4}\b/g
  let compared = 0
  for (const one of cases.filter(({ bot }) => bot.spec.industry === 'banking')) {
    const texts = textsOf(one)
    const { turns, tasks } = one.timeline
    tasks.forEach((task, i) => {
      const intent = one.bot.pack.intents[task.intent]!
      if (intent.name !== 'Check Balance') return
      const own = turns.filter(turn => turn.task === i && turn.kind !== 'handover')
      const found = new Set<string>()
      for (const turn of own) {
        for (let m = turn.first; m <= turn.last; m++)
          for (const number of texts[m]!.match(digits) ?? []) found.add(number)
      }
      if (found.size > 0) compared++
      t.ok(found.size <= 1, `${where(one)}: ${[...found]}`)
    })
  }
  t.ok(compared > 5)
})

t.test('the first words name the company, and the language is the session’s', async t => {
  for (const one of cases) {
    const { timeline, bot, language } = one
    const phrases = bot.pack.words[language]!.phrases
    if (timeline.turns[0]?.kind !== 'opening' || timeline.sides[0] !== 0) continue
    const text = textsOf(one)[0]!
    if (!isOneOf(text, [...phrases.welcome, ...phrases.notification, ...phrases.handover]))
      t.fail(`${where(one)}: ${text}`)
    if (isOneOf(text, phrases.welcome) && !bot.pack.companies.some(name => text.includes(name))) t.fail(text)
  }
})

const lastOf = (timeline: Timeline, side: number): number => timeline.sides.lastIndexOf(side)

t.test('the last words agree with the ending', async t => {
  const seen = new Set<string>()
  for (const one of cases) {
    const { timeline, bot, language } = one
    const { ending, turns, tasks, sides } = timeline
    const phrases = bot.pack.words[language]!.phrases
    const texts = textsOf(one)
    const last = turns.at(-1)!
    const said = texts.slice(last.first, last.last + 1)
    const check = (ok: boolean, why: string): void => {
      seen.add(ending)
      if (!ok) t.fail(`${where(one)}, ${ending}, ${why}: ${said.join(' / ')}`)
    }
    if (ending === 'resolved' && last.kind === 'close') {
      check(isOneOf(said[0]!, phrases.thanks), 'thanks')
      check(isOneOf(said.at(-1)!, phrases.goodbye), 'good-bye')
    } else if (ending === 'notUnderstood' && sides.at(-1) === 0) {
      check(
        phrases.notUnderstood.some(pair => said.some(text => isOneOf(text, pair.bot))),
        'not understood',
      )
    } else if (ending === 'failed' && sides.at(-1) === 0 && last.task >= 0) {
      const { name } = bot.pack.intents[tasks[last.task]!.intent]!
      const { failed } = bot.pack.words[language]!.intents[name]!
      check(
        said.some(text => isOneOf(text, failed)),
        'could not',
      )
    } else if (ending === 'left' && last.task >= 0) {
      const { name } = bot.pack.intents[tasks[last.task]!.intent]!
      const { questions } = bot.pack.words[language]!.intents[name]!
      const asks = [...Object.values(questions).flatMap(question => question.bot), ...phrases.nudge]
      check(said.at(-1)!.includes('?') || holds(said.at(-1)!, asks), 'open')
    } else if (ending === 'agentClosed' && sides.at(-1) === 2) {
      check(holds(texts.at(-1)!, phrases.closing), 'closes')
    } else if (ending === 'notified' && last.first === 0 && sides.every(side => side === 0)) {
      check(isOneOf(texts[0]!, [...phrases.notification, ...phrases.welcome]), 'notifies')
    }
  }
  for (const ending of ['resolved', 'notUnderstood', 'failed', 'left', 'agentClosed', 'notified']) {
    t.ok(seen.has(ending), `there was a session that ${ending}`)
  }
})

t.test('a human is asked for, takes over by name, on the same matter', async t => {
  let handed = 0
  for (const one of cases) {
    const { timeline, bot, language, day, row } = one
    const { handover, sides, turns, tasks } = timeline
    if (handover < 1) continue
    handed++
    const texts = textsOf(one)
    const phrases = bot.pack.words[language]!.phrases
    const turn = turns.find(({ kind }) => kind === 'handover')!
    if (!isOneOf(texts[turn.first]!, phrases.wantsAgent)) t.fail(`${where(one)}: ${texts[turn.first]}`)
    if (!isOneOf(texts[handover]!, phrases.handover)) t.fail(`${where(one)}: ${texts[handover]}`)
    const first = handover + 1
    if (sides[first] !== 2) continue
    const agent = agentFor(bot, day, row, 0)
    if (!texts[first]!.includes(agent.firstName)) t.fail(`${where(one)}: "${texts[first]}" does not name ${agent.name}`)
    if (lastOf(timeline, 2) < first + 4 || turn.task < 0) continue
    const intent = bot.pack.intents[tasks[turn.task]!.intent]!
    const words = bot.pack.words[language]!.intents[intent.name]!
    const lines = words.agent.flatMap(({ explain, react, resolve }) => [...explain, ...react, ...resolve])
    if (!texts.slice(first + 1).some(text => holds(text, lines))) t.fail(`${where(one)}: nothing on the matter`)
  }
  t.ok(handed > 50, `${handed} handed over`)
})

t.test('a language without wordings is answered in English', async t => {
  const bot = botOf('words', 'banking', { xx: 1 })
  for (const one of casesOf(bot, DAY).slice(0, 30)) {
    const { phrases } = bot.pack.words.en!
    const text = textsOf(one)[0]!
    if (one.timeline.sides[0] === 0) t.ok(isOneOf(text, [...phrases.welcome, ...phrases.notification]), text)
  }
})
