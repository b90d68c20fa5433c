import t from 'tap'
import { queuesOf } from '../../../src/world/desk/queues.ts'
import { agentOf, companyOf, domainOf, employmentOf } from '../../../src/world/desk/staff.ts'
import { staffSize } from '../../../src/world/desk/traits.ts'
import { dayOfDate, weekOfDay } from '../../../src/world/time.ts'
import { botOf, packs } from '../dialogue/helper.ts'
import { TEST_BOT, testWorld } from '../helper.ts'

const WEEK = weekOfDay(dayOfDate('2026-03-02'))
const centre = (agents: number, languages: Record<string, number>, zone = 'America/New_York') =>
  testWorld({ perDay: 100 * agents, staff: { agents, queues: [], desktop: true }, languages, zone }).bot(TEST_BOT)!

t.test('nobody shares a name, an address or an id with a colleague, whoever is asked for first', async t => {
  for (const [agents, languages] of [
    [5000, { en: 78, es: 15, de: 7 }],
    [900, { de: 1, tr: 1, ru: 1 }],
    [40, { ja: 1 }],
    [3, { fr: 1 }],
  ] as const) {
    const bot = centre(agents, languages)
    const last = agentOf(bot, agents - 1)
    const all = Array.from({ length: agents }, (_, i) => agentOf(bot, i))
    t.equal(all[agents - 1], last)
    for (const key of ['agentId', 'email', 'identity', 'name'] as const) {
      t.equal(new Set(all.map(agent => agent[key])).size, agents, `${key} of ${agents}`)
    }
    for (const { name, firstName, lastName, email, identity, queue } of all) {
      if (name !== `${firstName} ${lastName}`) t.fail(name)
      if (!/^[a-z0-9]+\.[a-z0-9]+@[a-z0-9-]+\.example\.com$/.test(email)) t.fail(email)
      if (!/^an-[0-9a-f-]{36}$/.test(identity)) t.fail(identity)
      if (!queuesOf(bot).some(({ queueName }) => queueName === queue)) t.fail(queue)
    }
    t.same(agentOf(centre(agents, languages), 1), all[1], 'the same in a world made anew')
  }
})

t.test('the company is one of the pack, its domain that of the addresses', async t => {
  for (const industry of Object.keys(packs)) {
    const bot = botOf('desk staff', industry)
    t.ok(packs[industry]!.companies.includes(companyOf(bot)))
    t.ok(agentOf(bot, 0).email.endsWith(`@${domainOf(bot)}`))
  }
})

t.test(
  'languages by share, the main one by all; queues by what customers come for; contracts of all kinds',
  async t => {
    const size = 600
    const bot = centre(size, { en: 70, es: 20, de: 10 })
    const all = Array.from({ length: size }, (_, i) => employmentOf(bot, i, WEEK))
    const share = (language: string) => all.filter(({ languages }) => languages.includes(language)).length / size
    t.equal(share('en'), 1)
    t.ok(share('es') > 0.2 && share('es') < 0.5, `es ${share('es')}`)
    t.ok(share('de') > 0.1 && share('de') < share('es'), `de ${share('de')}`)
    t.ok(all.every(({ queues }) => queues.length >= 1 && queues.length <= 2))
    const weights = new Map<string, number>()
    for (const { queue, weight } of bot.pack.intents) weights.set(queue, (weights.get(queue) ?? 0) + weight)
    const total = [...weights.values()].reduce((a, b) => a + b, 0)
    for (const [queue, weight] of weights) {
      const firsts = all.filter(({ queues }) => queues[0] === queue).length / size
      t.ok(Math.abs(firsts - weight / total) < 0.05, `${queue}: ${firsts} for ${weight / total}`)
    }
    for (const hours of [40, 32, 24, 20]) t.ok(all.filter(one => one.hours === hours).length > size / 50, `${hours} h`)
    t.ok(all.filter(one => one.hours === 40).length > size / 3)
    t.ok(all.some(({ country }) => country === 'MX') && all.some(({ country }) => country === 'US'))
  },
)

t.test('in a small centre everybody serves all queues and most speak all languages', async t => {
  const bot = centre(6, { en: 70, es: 20, de: 10 })
  const all = Array.from({ length: 6 }, (_, i) => employmentOf(bot, i, WEEK))
  for (const { queues } of all) t.equal(queues.length, queuesOf(bot).length)
  t.ok(all.filter(({ languages }) => languages.includes('es')).length >= 4)
})

t.test('names are of the language that somebody grew up with', async t => {
  const bot = centre(200, { de: 1 }, 'Europe/Berlin')
  const names = new Set(Array.from({ length: staffSize(bot, WEEK) }, (_, i) => agentOf(bot, i).firstName))
  const german = [
    'Lukas',
    'Leon',
    'Emma',
    'Hannah',
    'Lena',
    'Maximilian',
    'Charlotte',
    'Jonas',
    'Felix',
    'Anna',
    'Lina',
  ]
  t.ok(
    german.some(name => names.has(name)),
    [...names].slice(0, 20).join(' '),
  )
  const english = centre(200, { en: 1 })
  const others = new Set(Array.from({ length: 200 }, (_, i) => agentOf(english, i).firstName))
  t.ok([...names].filter(name => others.has(name)).length < 20, 'and of no other')
})
