import t from 'tap'
import { queuesOf } from '../../../src/world/desk/queues.ts'
import { companyOf, domainOf } from '../../../src/world/desk/staff.ts'
import { Speaker } from '../../../src/world/dialogue/speaker.ts'
import { agentFor, agentsOf, queueFor } from '../../../src/world/dialogue/staff.ts'
import { summaryText } from '../../../src/world/dialogue/summary-text.ts'
import { writeDialogue } from '../../../src/world/dialogue/write-dialogue.ts'
import type { ContentPack } from '../../../src/world/pack.ts'
import { botOf, type Case, casesOf, packs } from './helper.ts'

const handled = ({ timeline }: Case) => timeline.ending === 'agentSettled' || timeline.ending === 'agentUnsettled'
const summaryOf = ({ bot, day, row, timeline }: Case, messages = timeline.times.length) =>
  summaryText({ bot, day, row, timeline, messages })

t.test('conversations go to the queue of what the customer came for; staff recur', async t => {
  const bot = botOf('staff')
  const found = [20_500, 20_501, 20_502].flatMap(day => casesOf(bot, day)).filter(handled)
  const busy = new Set<string>()
  for (const { day, row, timeline } of found) {
    const queue = queueFor(bot, day, row)
    t.equal(queue.queueName, bot.pack.intents[timeline.matter]!.queue)
    t.ok(queuesOf(bot).includes(queue))
    const { parts } = bot.day(day).handoverOf(row)!
    const agents = parts.map((_, part) => agentFor(bot, day, row, part))
    for (const [part, agent] of agents.entries()) {
      t.ok(agent.email.endsWith(domainOf(bot)))
      if (part > 0) t.not(agents[part - 1], agent, 'a transfer goes to somebody else')
    }
    busy.add(agents[0]!.agentId)
  }
  t.ok(busy.size > 1 && busy.size < found.length, `${busy.size} agents had ${found.length} conversations`)
  t.ok(agentsOf(bot).length > 1)
  t.ok(bot.pack.companies.includes(companyOf(bot)))
})

t.test('an agent whom the scenario names is the one who greets', async t => {
  const start = '2026-02-18T09:00:00.000Z'
  const segments = [{ agent: { name: 'Ada Quill', agentId: 'agent-7' } }]
  const pin = { start_time: start, containmentType: 'agent' as const, noOfMessagesExchanged: 20, segments }
  const bot = botOf('named', 'banking', { en: 1 }, [], [pin])
  const one = casesOf(bot, 20_502).find(one => bot.day(one.day).pins.has(one.row))!
  const { day, row, timeline } = one
  const agent = agentFor(bot, day, row, 0)
  t.match(agent, { name: 'Ada Quill', firstName: 'Ada', lastName: 'Quill', agentId: 'agent-7' })
  const texts = writeDialogue(bot, day, row, timeline)
  t.match(texts[timeline.handover + 1], /Ada/)
})

t.test('a summary says what became of it', async t => {
  const said = new Map<string, number>()
  for (const industry of Object.keys(packs)) {
    const bot = botOf('summaries', industry)
    for (const one of casesOf(bot, 20_500)) {
      if (one.timeline.handover < 0) continue
      const text = summaryOf(one)
      t.notMatch(text, /[{}[\]|]|undefined|NaN/)
      said.set(one.timeline.ending, (said.get(one.timeline.ending) ?? 0) + 1)
      const { outcomes } = bot.pack.words[one.language]!.phrases
      const settled = outcomes.agent.some(
        wording => typeof wording === 'string' && text.includes(wording.split('{')[0]!) && !wording.startsWith('{'),
      )
      if (settled && one.timeline.ending !== 'agentSettled') t.fail(`${one.timeline.ending}: ${text}`)
      if (one.timeline.sides.includes(2)) t.not(summaryOf(one, one.timeline.handover + 1), '')
    }
  }
  t.ok((said.get('agentSettled') ?? 0) > (said.get('agentUnsettled') ?? 0), JSON.stringify([...said]))
})

/** A value and, where it is a thing of a list, its other forms, in small letters: who says "with a dermatologist" names the department. */
function formsOf(pack: ContentPack, value: string): readonly string[] {
  const entries = Object.values(pack.words).flatMap(({ lists }) => Object.values(lists ?? {}).flat())
  const forms = entries.flatMap(entry => (typeof entry !== 'string' && entry.is === value ? Object.values(entry) : []))
  return [value, ...forms].map(form => form.toLowerCase())
}

t.test('a summary names no value before it was said: neither at the end nor as a human takes over', async t => {
  let named = 0
  let bare = 0
  for (const industry of Object.keys(packs)) {
    const bot = botOf('named-values', industry)
    for (const one of casesOf(bot, 20_500)) {
      const { handover, tasks, times } = one.timeline
      if (handover < 0) continue
      const texts = writeDialogue(bot, one.day, one.row, one.timeline)
      const speaker = new Speaker({ bot, day: one.day, row: one.row, tasks, times })
      for (const messages of [handover + 1, times.length]) {
        const text = summaryOf(one, messages)
        const said = texts.slice(0, messages).join('\n').toLowerCase()
        let values = 0
        for (const task of tasks.keys()) {
          for (const slot of Object.keys(speaker.intent(task).slots)) {
            const value = speaker.value(task, slot)
            if (value.length < 4 || !text.includes(value)) continue
            values++
            if (!formsOf(bot.pack, value).some(form => said.includes(form))) t.fail(`${value} was not said: ${text}`)
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
