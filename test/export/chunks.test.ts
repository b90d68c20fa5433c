import t from 'tap'
import { isNewestFirst, LISTED_KINDS } from '../../src/apis/listed.ts'
import { chunksOf, tasksFrom } from '../../src/export/chunks.ts'
import type { ExportQuestion } from '../../src/export/question.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { startClock } from '../../src/scenario/start-clock.ts'
import { createWorld } from '../../src/world/world.ts'
import { NOW } from '../helper.ts'

const now = Date.parse(NOW)
const DAY = 86_400_000

function questionOf(scenario: string, kind: ExportQuestion['kind'], window: ExportQuestion['window']) {
  const world = createWorld({ ...loadScenario(scenario, { clock: startClock(NOW) }).world, seed: 'chunks' })
  const bots = world.bots.map(({ id }) => id)
  const question: ExportQuestion = {
    kind,
    includes: [],
    bots,
    window,
    now,
    accountId: '',
    format: 'ndjson',
    gzip: false,
  }
  return { world, question }
}

t.test('chunks follow one on the other, without a gap, and cover what there is', async t => {
  for (const scenario of ['default', 'busy', 'many-bots', 'small']) {
    for (const kind of LISTED_KINDS.filter(name => name !== 'trend')) {
      const window = { from: now - 20 * DAY + 777, to: now + 40 * DAY }
      const { world, question } = questionOf(scenario, kind, window)
      for (const bot of world.bots) {
        const chunks = [...chunksOf(world, { ...question, bots: [bot.id] })].map(({ window }) => window)
        if (isNewestFirst(kind)) chunks.reverse()
        t.equal(chunks[0]?.from, Math.max(window.from, bot.firstDay * DAY))
        t.equal(chunks.at(-1)?.to, now)
        for (const [i, { from }] of chunks.entries())
          if (i > 0 && from !== chunks[i - 1]!.to + 1) t.fail(`gap at ${from}`)
      }
    }
  }
})

t.test('nothing is asked before the first day of a bot, or after now', async t => {
  const before = questionOf('default', 'sessions', { from: Date.UTC(2001, 0, 1), to: Date.UTC(2001, 1, 1) })
  t.same([...chunksOf(before.world, before.question)], [])
  const after = questionOf('default', 'messages', { from: now + 1, to: now + DAY })
  t.same([...chunksOf(after.world, after.question)], [])
})

t.test('a trend of many years is as many answers as its operation takes days', async t => {
  const { world, question } = questionOf('small', 'trend', { from: Date.UTC(2024, 0, 1), to: Date.UTC(2026, 0, 1) })
  const days = [...chunksOf(world, { ...question, bots: question.bots.slice(0, 1) })].map(({ weight }) => weight)
  t.same(days, [366, 366])
})

t.test('tasks are all chunks in order, of one day and bot each, and no more work than they may be', async t => {
  const { world, question } = questionOf('busy', 'messages', { from: now - 2 * DAY, to: now })
  const chunks = [...chunksOf(world, question)]
  const tasks = [...tasksFrom(chunks, 20_000)]
  t.same(
    tasks.flatMap(task => task.chunks),
    chunks,
  )
  t.ok(tasks.length > 10)
  for (const task of tasks) {
    t.equal(new Set(task.chunks.map(({ window }) => Math.floor(window.from / DAY))).size, 1)
    t.ok(task.weight <= 20_000 || task.chunks.length === 1)
  }
})
