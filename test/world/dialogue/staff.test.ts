import t from 'tap'
import { Phrasebook } from '../../../src/world/dialogue/phrasebook.ts'
import { agentFor, agentsOf, companyOf, queueFor, queuesOf } from '../../../src/world/dialogue/staff.ts'
import { summaryText } from '../../../src/world/dialogue/summary-text.ts'
import { writeDialogue } from '../../../src/world/dialogue/write-dialogue.ts'
import { botOf, casesOf, packs } from './helper.ts'

t.test('name, e-mail and ids of an agent belong together, and to nobody else', async t => {
  for (const industry of Object.keys(packs)) {
    const bot = botOf('staff', industry)
    const agents = agentsOf(bot)
    t.equal(agents.length, 28)
    for (const key of ['agentId', 'email', 'identity', 'name'] as const) {
      t.equal(new Set(agents.map(agent => agent[key])).size, agents.length, `${key} of ${industry}`)
    }
    const company = companyOf(bot)
    t.ok(packs[industry]!.companies.includes(company))
    for (const agent of agents) {
      t.equal(agent.name, `${agent.firstName} ${agent.lastName}`)
      t.match(agent.email, /^[a-z]+\.[a-z]+@[a-z0-9-]+\.example\.com$/)
      t.match(agent.identity, /^an-[0-9a-f-]{36}$/)
      t.ok(queuesOf(bot).some(({ queueName }) => queueName === agent.queue))
    }
    t.same(agentsOf(botOf('staff', industry)), agents, 'the same in a world made anew')
  }
})

t.test('conversations go to agents of the queue of what the customer came for; staff recur', async t => {
  const bot = botOf('staff')
  const handled = [20_500, 20_501, 20_502]
    .flatMap(day => casesOf(bot, day))
    .filter(({ timeline }) => timeline.handover > 0)
  const busy = new Set<string>()
  for (const { day, row, timeline } of handled) {
    const queue = queueFor(bot, day, row)
    const first = timeline.tasks[0]
    if (first !== undefined) t.equal(queue.queueName, bot.pack.intents[first.intent]!.queue)
    t.match(queue.queueId, /^qu-/)
    const agents = [0, 1, 2].map(part => agentFor(bot, day, row, part))
    t.equal(agents[0]!.queue, queue.queueName)
    t.not(agents[0], agents[1], 'a transfer goes to somebody else')
    t.equal(agentFor(bot, day, row, 0), agents[0])
    busy.add(agents[0]!.agentId)
  }
  t.ok(busy.size <= 28 && busy.size > 15, `${busy.size} agents had ${handled.length} conversations`)
})

t.test('an agent whom the scenario names is the one who greets', async t => {
  const start = '2026-02-18T09:00:00.000Z'
  const segments = [{ agent: { name: 'Ada Quill', agentId: 'agent-7' } }]
  const pin = { start_time: start, containmentType: 'agent' as const, noOfMessagesExchanged: 20, segments }
  const bot = botOf('named', 'banking', { en: 1 }, [], [pin])
  const { day, row, timeline } = casesOf(bot, 20_502).find(one => bot.day(one.day).pins.has(one.row))!
  const agent = agentFor(bot, day, row, 0)
  t.match(agent, { name: 'Ada Quill', firstName: 'Ada', lastName: 'Quill', agentId: 'agent-7' })
  const texts = writeDialogue(bot, day, row, timeline)
  t.match(texts[timeline.handover + 1], /Ada/)
  t.match(summaryText(bot, day, row, timeline), /Ada Quill/)
})

t.test('a summary says who settled it', async t => {
  for (const industry of Object.keys(packs)) {
    const bot = botOf('summaries', industry)
    for (const { day, row, timeline } of casesOf(bot, 20_500)) {
      if (timeline.ending !== 'agentClosed' && timeline.ending !== 'queueAbandoned') continue
      const text = summaryText(bot, day, row, timeline)
      t.notMatch(text, /[{}[\]|]|undefined|NaN/)
      const said = writeDialogue(bot, day, row, timeline).join('\n')
      const last = timeline.turns.findLast(turn => turn.task >= 0)
      if (last === undefined || timeline.ending !== 'agentClosed') continue
      const agents = agentsOf(bot).filter(agent => text.includes(agent.name))
      t.ok(agents.length === 1 && said.includes(agents[0]!.firstName), `${agents[0]?.name} settled it, and spoke`)
    }
  }
})

t.test('a summary names no value before it was said: neither at the end nor as a human takes over', async t => {
  let named = 0
  let bare = 0
  for (const industry of Object.keys(packs)) {
    const bot = botOf('named-values', industry)
    for (const { day, row, timeline } of casesOf(bot, 20_500)) {
      const { handover, turns, tasks } = timeline
      if (handover < 0) continue
      const texts = writeDialogue(bot, day, row, timeline)
      const words = new Phrasebook(bot, day, row, timeline)
      const before = {
        ...timeline,
        times: timeline.times.slice(0, handover + 1),
        sides: timeline.sides.subarray(0, handover + 1),
        turns: turns.filter(turn => turn.first <= handover),
        ending: 'queueAbandoned' as const,
      }
      for (const part of [before, timeline]) {
        const said = texts.slice(0, part.times.length).join('\n').toLowerCase()
        const text = summaryText(bot, day, row, part)
        let values = 0
        for (const task of tasks.keys()) {
          for (const slot of Object.keys(words.intent(task).slots)) {
            const value = words.value(task, slot)
            if (value.length < 4 || !text.includes(value)) continue
            values++
            if (!said.includes(value.toLowerCase())) t.fail(`${value} was not said: ${text}`)
          }
        }
        if (values > 0) named++
        else bare++
      }
    }
  }
  t.ok(named > 100, `${named} summaries with values`)
  t.ok(bare > 10, `${bare} without`)
})
