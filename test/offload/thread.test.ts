import { once } from 'node:events'
import { MessageChannel } from 'node:worker_threads'
import t, { type Test } from 'tap'
import { bodyText } from '../../src/apis/page.ts'
import { compute, type WorkerOrder, type WorkerReply } from '../../src/offload/job.ts'
import { Thread } from '../../src/offload/thread.ts'
import { sendPacks } from '../../src/scenario/sent-packs.ts'
import { createWorld } from '../../src/world/world.ts'
import { testSpec } from '../world/helper.ts'
import { trendQuestion } from './questions.ts'

const spec = testSpec({ perDay: 200 })
const sent = sendPacks(spec)

/** What a thread says to these orders, which are there before it looks for the first of them; as many as `count`. */
async function repliesTo(t: Test, orders: readonly WorkerOrder[], count: number): Promise<WorkerReply[]> {
  const { port1, port2 } = new MessageChannel()
  t.teardown(() => port1.close())
  const replies: WorkerReply[] = []
  port2.on('message', reply => replies.push(reply))
  for (const order of [{ memoryBytes: 30_000_000 }, { world: 1, spec: sent }, ...orders]) port2.postMessage(order)
  new Thread(port1)
  while (replies.length < count) await once(port2, 'message')
  return replies
}

const year = trendQuestion(spec, '2025-06-01', '2026-03-01')
const day = trendQuestion(spec, '2026-02-01', '2026-02-01')

const ids = (replies: readonly WorkerReply[]) => replies.map(reply => ('id' in reply ? reply.id : 'ready'))

t.test('a short job is done in a break of a long one, and neither answer changes', async t => {
  const long = { id: 1, of: 1, question: year }
  const short = { id: 2, of: 1, question: day }
  const replies = await repliesTo(t, [long, short], 3)
  t.same(ids(replies), ['ready', 2, 1])
  const world = createWorld(spec)
  for (const [id, question] of [
    [1, year],
    [2, day],
  ] as const) {
    const reply = replies.find(reply => 'id' in reply && reply.id === id) as { text: Uint8Array }
    t.equal(Buffer.from(reply.text).toString(), bodyText(compute(world, question)))
  }
})

t.test('what nobody waits for ends', async t => {
  const jobs = [1, 2, 3].map(id => ({ id, of: 1, question: year }))
  const cases: readonly [name: string, abandoned: number, order: readonly (number | string)[]][] = [
    ['the job under way', 1, ['ready', 2, 1, 3]],
    ['one that waits', 3, ['ready', 3, 2, 1]],
  ]
  for (const [name, abandon] of cases) {
    const replies = await repliesTo(t, [...jobs, { abandon }], 4)
    const failed = replies.flatMap(reply => ('error' in reply ? [[reply.id, reply.error.name]] : []))
    t.same(failed, [[abandon, 'Abandoned']], name)
  }
})

t.test('an order to abandon what has ended does nothing', async t => {
  const replies = await repliesTo(t, [{ abandon: 7 }, { id: 7, of: 1, question: day }], 2)
  t.ok(replies[1] !== undefined && 'text' in replies[1])
})

t.test('a world that is dropped and told again is the same', async t => {
  const orders: WorkerOrder[] = [
    { id: 1, of: 1, question: day },
    { drop: 1 },
    { world: 2, spec: sent },
    { id: 2, of: 2, question: day },
  ]
  const [, first, second] = await repliesTo(t, orders, 3)
  t.same((second as { text: Uint8Array }).text, (first as { text: Uint8Array }).text)
})

t.test('a world that contradicts itself is the error of who asks it', async t => {
  const orders: WorkerOrder[] = [
    { world: 2, spec: { ...sent, packs: { own: {}, shipped: [] } } },
    { id: 1, of: 2, question: day },
    { id: 2, of: 1, question: day },
  ]
  const [, bad, good] = await repliesTo(t, orders, 3)
  t.match(bad, { id: 1, error: { name: 'WorldError', message: /no content pack/ } })
  t.match(good, { id: 2, text: Uint8Array })
})
