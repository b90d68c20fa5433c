import t from 'tap'
import { linesOf } from '../../../scripts/packs/plans.ts'
import { companyOf } from '../../../src/world/desk/staff.ts'
import { daypartAt, mediumNamed, styleOf } from '../../../src/world/dialogue/manner.ts'
import { agentFor, queueFor } from '../../../src/world/dialogue/staff.ts'
import { writeTalk } from '../../../src/world/dialogue/write-talk.ts'
import type { ContentPack } from '../../../src/world/pack.ts'
import type { Bot } from '../../../src/world/types.ts'
import { botOf, packs } from './helper.ts'
import { botOn, MEDIUMS, packWith, withMatter, withPhrases } from './own-words.ts'
import { EVERYTHING, OTHER_ENDS, talkOf } from './planned.ts'

const INDUSTRIES = Object.keys(packs)
const LEAK = /[{}[\]|]|\b(undefined|NaN)\b| {2}| [.,;!](?!\p{L})|^\s|\s$/u

/** The plain form of each thing of a pack's lists by its other forms, in small letters. */
function plainForms(pack: ContentPack): ReadonlyMap<string, string> {
  const entries = Object.values(pack.words).flatMap(({ lists }) => Object.values(lists ?? {}).flat())
  return new Map(
    entries.flatMap(entry =>
      typeof entry === 'string'
        ? []
        : Object.values(entry).map((form): [string, string] => [form.toLowerCase(), entry.is.toLowerCase()]),
    ),
  )
}

t.test('every act has words on every medium, in every pack and language', async t => {
  const plans = [EVERYTHING, ...OTHER_ENDS].map(linesOf)
  for (const industry of INDUSTRIES) {
    const count = packs[industry]!.intents.length
    for (const medium of MEDIUMS) {
      const bot = botOn(medium, industry)
      for (let row = 0; row < 40; row++) {
        const lines = plans[row % plans.length]!
        const said = writeTalk(talkOf(bot, row, lines, [row % count, (row + 5) % count]))
        t.equal(said.length, lines.length)
        for (const [i, { text, slots }] of said.entries()) {
          const where = `${industry}, ${medium}, row ${row}, ${lines[i]!.acts.map(({ kind }) => kind).join('+')}`
          if (text === '' || LEAK.test(text.replaceAll('\n', 'n'))) t.fail(`${where}: "${text}"`)
          for (const { start, end } of slots) if (end <= start || end > text.length) t.fail(`${where}: "${text}"`)
        }
      }
    }
  }
})

t.test('the same words for the same session, whatever was asked before', async t => {
  const lines = linesOf(EVERYTHING)
  const texts = (bot: Bot, row: number) => writeTalk(talkOf(bot, row, lines, [0, 3])).map(({ text }) => text)
  const bot = botOn('chat')
  const first = [3, 7, 11].map(row => texts(bot, row))
  const again = botOn('chat')
  t.same([11, 7, 3].map(row => texts(again, row)).reverse(), first)
  t.not(first[0]!.join(), first[1]!.join())
})

t.test('what was told stays, is where the spans say, and is not named before', async t => {
  const bot = botOn('voice')
  const lines = linesOf(EVERYTHING)
  const { intents } = bot.pack
  const plain = plainForms(bot.pack)
  // The plan asks for two things.
  const fitting = [...intents.keys()].filter(index => intents[index]!.asked.length === 2)
  for (let row = 0; row < 60; row++) {
    const tasks = [fitting[row % fitting.length]!, fitting[(row + 4) % fitting.length]!]
    const said = writeTalk(talkOf(bot, row, lines, tasks))
    for (const [task, index] of tasks.entries()) {
      const { asked } = intents[index]!
      const value = new Map<string, string>()
      for (const [i, { text, slots }] of said.entries()) {
        if (!lines[i]!.acts.some(act => act.task === task)) continue
        for (const { name, start, end } of slots) {
          if (!asked.includes(name)) continue
          const form = text.slice(start, end).toLowerCase()
          const found = plain.get(form) ?? form
          if (!value.has(name) && lines[i]!.side !== 1) t.fail(`row ${row}: nobody had told {${name}}: ${text}`)
          if ((value.get(name) ?? found) !== found) t.fail(`row ${row}: {${name}} was ${value.get(name)}: ${text}`)
          value.set(name, found)
        }
      }
      t.ok(value.size > 0)
    }
  }
})

t.test('who tells at once what he will be asked says it with his wish, where there are words for that', async t => {
  const pack = withMatter({
    ask: ['My balance', 'Number {number}', 'Number {number} of {date}'],
    questions: {
      number: { bot: ['Which?'], user: ['{number}', 'Number {number}'] },
      date: { bot: ['When?'], user: ['{date}', 'It was {date}'] },
    },
  })
  const bot = botOn('voice', 'banking', 'en', pack)
  const ask = (acts: string) =>
    writeTalk(talkOf(bot, 1, linesOf(`customer ${acts}`)))[0]!
      .text.replace(/\d{8}/, 'N')
      .replace(/[A-Z]\w+ \d+$/, 'D')
  t.equal(ask('ask'), 'My balance')
  t.equal(ask('ask + answer 0'), 'Number N')
  t.equal(ask('ask + answer 0 + answer 1'), 'Number N of D')
  t.equal(ask('ask + answer 1'), 'My balance. It was D', 'no value hangs in the air')
})

t.test('greetings fit the hour where the bot is, and moods and mediums have words of their own', async t => {
  const pack = packWith(words => ({
    ...words,
    phrases: {
      ...words.phrases,
      welcome: [
        { say: 'Good morning', at: 'morning' },
        { say: 'Good afternoon', at: 'afternoon' },
        { say: 'Good evening', at: ['evening', 'night'] },
      ],
      goodbye: [
        { say: 'I hang up', on: 'voice' },
        { say: 'I close this', on: ['chat', 'sms', 'email'] },
      ],
    },
  }))
  const lines = linesOf('bot welcome\nbot goodbye')
  const seen = new Set<string>()
  for (const medium of ['voice', 'chat'] as const) {
    const bot = botOn(medium, 'banking', 'en', pack)
    for (let row = 0; row < bot.day(20_500).count; row++) {
      const talk = talkOf(bot, row, lines)
      const part = daypartAt(bot, talk.times[0]!)
      seen.add(part)
      const [hello, bye] = writeTalk(talk)
      const wanted = part === 'night' ? 'evening' : part
      if (hello!.text !== `Good ${wanted}`) t.fail(`${hello!.text} in the ${part}`)
      if (bye!.text !== (medium === 'voice' ? 'I hang up' : 'I close this')) t.fail(`${bye!.text} on ${medium}`)
    }
  }
  t.ok(seen.size >= 3)
})

t.test('part of the day by the hour of the zone', async t => {
  const bot = botOf('hours')
  const at = (hour: number) => Date.UTC(2026, 0, 14, hour) - bot.zone.offsetAt(Date.UTC(2026, 0, 14, hour))
  t.same(
    [0, 4, 5, 11, 12, 17, 18, 21, 22, 23].map(hour => daypartAt(bot, at(hour))),
    'night night morning morning afternoon afternoon evening evening night night'.split(' '),
  )
})

t.test('a list is gone through before anything is said again', async t => {
  const bot = botOn('chat', 'banking', 'en')
  const { queueUpdate } = bot.pack.words.en!.phrases
  const lines = linesOf(queueUpdate.map(() => 'bot queueUpdate').join('\n'))
  for (let row = 0; row < 20; row++) {
    const texts = writeTalk(talkOf(bot, row, lines)).map(({ text }) => text)
    t.equal(new Set(texts).size, texts.length, texts.join(' / '))
  }
})

t.test('only terse customers who type are careless, and values stay as they are', async t => {
  const lines = linesOf('customer ask\nbot acknowledge + question 0\ncustomer answer 0\nbot done')
  let terse = 0
  for (const medium of MEDIUMS) {
    const bot = botOn(medium, 'banking', 'en')
    const { user } = bot.day(20_500)
    for (let row = 0; row < 80; row++) {
      const said = writeTalk(talkOf(bot, row, lines))
      const isCareless = said[0]!.text === said[0]!.text.toLowerCase()
      const mayBe = styleOf(bot, user[row]!) === 'terse' && (medium === 'chat' || medium === 'sms')
      if (mayBe) terse++
      if (isCareless !== mayBe) t.fail(`${medium}: ${said[0]!.text}`)
      if (said[3]!.text === said[3]!.text.toLowerCase()) t.fail(`the bot is careful: ${said[3]!.text}`)
    }
  }
  t.ok(terse > 10)
})

t.test('an e-mail has a salutation and a signature', async t => {
  const pack = packWith(words => {
    const email = { customer: ['Dear team,'], bot: ['Dear customer,'], agent: ['Dear {customerLast},'] }
    const closing = { customer: ['Yours,'], bot: ['Your assistant'], agent: ['Kind regards'] }
    return { ...words, phrases: { ...words.phrases, emailOpening: email, emailClosing: closing } }
  })
  const bot = botOn('email', 'banking', 'en', pack)
  const said = writeTalk(
    talkOf(bot, 0, linesOf('customer ask + answer 0\nbot acknowledge\nbot handover\nagent greet + explain + resolve')),
  )
  const [asked, acknowledged, , answered] = said.map(({ text }) => text.split('\n\n'))
  t.match(asked![0], 'Dear team,')
  t.match(asked![2], /^Yours,\n\S/)
  t.equal(acknowledged![2], `Your assistant\n${companyOf(bot)}`)
  t.equal(answered![2], `Kind regards\n${agentFor(bot, 20_500, 0, 0).name}\n${companyOf(bot)}`)
  const [slot] = said[0]!.slots
  t.match(said[0]!.text.slice(slot!.start, slot!.end), /^\d{8}$/, 'the span is where the number stands')
})

t.test('agents know what the bot has learnt; the next one says that he takes over', async t => {
  const pack = packWith(words => ({
    ...words,
    phrases: {
      ...words.phrases,
      hello: ['{agent} here.'],
      takeOver: ['{agent} now.'],
      transfer: ['To {queue}.'],
      progress: ['So far, so good.'],
      react: { pleased: ['Great.'], disappointed: ['Pity.'] },
      promise: [{ say: 'I call {date}.', next: 'A call on {date}.' }],
    },
    intents: {
      ...words.intents,
      'Check Balance': {
        ...words.intents['Check Balance']!,
        recap: ['It is {number}.', 'It is {number} on {date}.'],
        agent: [{ explain: ['Found {number}.'], react: ['Oh.'], resolve: ['Done.'] }],
        unsettled: [{ say: 'The file is closed.', reason: 'The file {number} was closed.' }],
      },
    },
  }))
  const bot = botOn('voice', 'banking', 'en', pack)
  const lines = linesOf(`
    customer ask + answer 0
    bot handover
    agent greet
    agent check
    agent explain 0
    agent transfer
    agent takeOver
    agent explain 1
    customer react 1
    agent promise`)
  const found = new Set<string>()
  for (let row = 0; row < 30; row++) {
    const said = writeTalk(talkOf(bot, row, lines))
    const texts = said.map(({ text }) => text.replace(/\d{8}/, 'N'))
    const [first, second] = [0, 1].map(part => agentFor(bot, 20_500, row, part))
    found.add(texts[2]!.includes('N') ? 'recap' : 'greet')
    if (texts[2]!.includes('N')) t.equal(texts[2], `${first!.firstName} here. It is N.`)
    t.equal(texts[4], 'So far, so good.')
    t.equal(texts[5], `To ${queueFor(bot, 20_500, row, 1).queueName}.`)
    t.equal(texts[6], `${second!.firstName} now.`)
    t.equal(texts[7], 'The file is closed.')
    t.equal(texts[8], 'Pity.')
    t.match(texts[9], /^I call [A-Z]\w+ \d+\.$/)
    t.match(said[7]!.reason, /^The file \d{8} was closed\.$/)
    t.match(said[9]!.next, /^A call on [A-Z]\w+ \d+\.$/)
  }
  t.same([...found].sort(), ['greet', 'recap'])
  const settled = writeTalk(
    talkOf(
      bot,
      1,
      linesOf(
        'customer ask + answer 0\nagent greet\nagent explain 0\ncustomer react 0\nagent resolve\ncustomer thanks',
      ),
    ),
  )
  t.same(
    settled.slice(2).map(({ text }) => text.replace(/\d{8}/, 'N')),
    ['Found N.', 'Oh.', 'Done.', 'Great.'],
  )
})

t.test('an agent is sorry for the wait where there was one; who writes signs as before', async t => {
  const pack = packWith(words => ({
    ...words,
    phrases: {
      ...words.phrases,
      greet: [
        { say: 'Sorry for the wait.', waited: true },
        { say: 'Hello at once.', waited: false },
      ],
      emailOpening: { customer: ['A', 'B', 'C', 'D'], bot: ['A', 'B', 'C', 'D'], agent: ['A', 'B', 'C', 'D'] },
      emailClosing: { customer: ['[E|F]', '[G|H]'], bot: ['[E|F]'], agent: ['[E|F]', '[G|H]'] },
    },
  }))
  const lines = linesOf('bot handover\nagent greet\ncustomer thanks\nagent closing\ncustomer thanks')
  const at = (medium: 'voice' | 'email', row: number, step: number) => {
    const talk = talkOf(botOn(medium, 'banking', 'en', pack), row, lines)
    return writeTalk({ ...talk, times: talk.times.map((_, i) => talk.times[0]! + i * step) }).map(({ text }) => text)
  }
  t.equal(at('voice', 1, 30_000)[1], 'Sorry for the wait.')
  t.equal(at('voice', 1, 29_000)[1], 'Hello at once.')
  const signs = new Set<string>()
  for (let row = 0; row < 12; row++) {
    const [, greets, thanks, closes, again] = at('email', row, 60_000).map(text => text.split('\n\n'))
    t.same([greets![0], greets![2]], [closes![0], closes![2]])
    t.same([thanks![0], thanks![2]], [again![0], again![2]])
    signs.add(`${thanks![0]}${thanks![2]![0]}`)
  }
  t.ok(signs.size > 4)
})

t.test('the bot hands nobody over to a desk that is closed, and says when it opens', async t => {
  const pack = withPhrases({ looksForAgent: ['I will see.'], closed: ['Back {opens}.'], triesAgain: ['Later, then.'] })
  const bot = botOn('chat', 'banking', 'en', pack)
  const talk = talkOf(bot, 1, linesOf('customer ask\nbot handover\nbot closed\ncustomer thanks'))
  const local = (hour: number) => {
    const noon = Date.UTC(2026, 2, 3, hour)
    return noon - bot.zone.offsetAt(noon)
  }
  const texts = (hour: number) =>
    writeTalk({ ...talk, times: talk.times.map((_, i) => local(hour) + i * 1000) }).map(({ text }) =>
      text.toLowerCase(),
    )
  t.same(texts(3).slice(1), ['i will see.', 'back at 8:00 am.', 'later, then.'])
  t.equal(texts(23)[2], 'back at 8:00 am tomorrow.')
})

t.test('who waits is told how long it will be', async t => {
  const pack = withPhrases({ queueUpdate: ['{minutes} minutes.'] })
  const bot = botOn('chat', 'banking', 'en', pack)
  const talk = talkOf(bot, 1, linesOf('bot handover\nbot queueUpdate\nbot queueUpdate\nagent greet'))
  const at = (...minutes: number[]) =>
    writeTalk({ ...talk, times: minutes.map(minute => talk.times[0]! + minute * 60_000) }).map(({ text }) => text)
  t.same(at(0, 1, 4, 7.5).slice(1, 3), ['7 minutes.', '4 minutes.'])
  t.same(at(0, 1, 2, 2.5).slice(1, 3), ['2 minutes.', '2 minutes.'], 'two at least')
})

t.test('mediums of channels', async t => {
  t.same(['korevg', 'rtm', 'sms', 'email', 'anything'].map(mediumNamed), ['voice', 'chat', 'sms', 'email', 'chat'])
})
