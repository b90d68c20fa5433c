import t from 'tap'
import { Refusal } from '../../src/contract/refusal.ts'
import type { Call } from '../../src/http/exchange.ts'
import { KeptAnswers } from '../../src/http/kept-answers.ts'
import { callOf, mockOf, refusalOf, type Sent } from './helper.ts'

const WEEK = { dateFrom: '2026-02-23', dateTo: '2026-03-01' }
const mock = mockOf()

/** Kept answers around a check and a work that count how often they are asked. */
function counted({ body = 'an answer', refusal }: { body?: string; refusal?: Refusal } = {}) {
  const count = { checks: 0, works: 0 }
  const kept = new KeptAnswers(
    call => {
      count.checks += 1
      if (refusal !== undefined) throw refusal
      call.request = { path: {}, query: {}, headers: {}, body: JSON.parse(Buffer.from(call.body ?? '{}').toString()) }
      return undefined
    },
    call => {
      count.works += 1
      call.answer = { status: 200, body }
      return undefined
    },
  )
  return { kept, count }
}

/** Asks so many times; gives how often there was a check and a work. */
async function ask(sent: Sent, more: Partial<Call> = {}, times = 4) {
  const { kept, count } = counted()
  const own = mockOf()
  for (let i = 0; i < times; i++) await kept.answer(callOf(own, sent, more))
  return [count.checks, count.works]
}

t.test('what is asked again', async t => {
  const fault = { id: 'f', action: { page: 'shift' }, draw: () => 0 } as const
  const rows: [string, Sent, Partial<Call>, [checks: number, works: number]][] = [
    ['a range that is over: kept the second time', { body: WEEK }, {}, [2, 2]],
    [
      'a range that is not over: made anew, not looked at again',
      { body: { ...WEEK, dateTo: '2026-03-09' } },
      {},
      [2, 4],
    ],
    ['no range', {}, {}, [2, 4]],
    ['one bound', { body: { dateTo: WEEK.dateTo } }, {}, [2, 4]],
    ['single sessions, of which some facts age', { body: { sessionId: ['x'] } }, {}, [2, 4]],
    ['a fault in force', { body: WEEK }, { fault }, [2, 4]],
    ['a clock before the end', { body: WEEK }, { now: Date.parse('2026-03-01T12:00:00Z') }, [2, 4]],
    ['a body that nobody would keep', { body: { ...WEEK, x: 'x'.repeat(5000) } }, {}, [4, 4]],
    ['more than is read', {}, { bodyTooLarge: true }, [4, 4]],
  ]
  for (const [name, sent, more, expected] of rows) t.strictSame(await ask(sent, more), expected, name)
})

t.test('all that decides about an answer tells requests apart', async t => {
  const { kept, count } = counted()
  const body = { ...WEEK, limit: 1 }
  const app = (bots: string[]) => ({ kind: 'bot', bots }) as never
  const calls: (() => Call)[] = [
    () => callOf(mock, { body }),
    () => callOf(mock, { body: { ...body, limit: 2 } }),
    () => callOf(mock, { body, url: '/api/public/bot/st-other/getSessions' }),
    () => callOf(mock, { body, headers: { 'content-type': 'application/x+json' } }),
    () => callOf(mock, { body, headers: { 'content-encoding': 'identity' } }),
    () => callOf(mock, { body }, { app: app(['st-1']) }),
    () => callOf(mock, { body }, { app: app(['st-1', 'st-2']) }),
  ]
  for (let i = 0; i < 3; i++) for (const call of calls) await kept.answer(call())
  t.strictSame(count, { checks: 2 * calls.length, works: 2 * calls.length })
  await kept.answer(callOf(mock, { body, headers: { auth: 'another token', 'x-request-id': 'x' } }))
  t.equal(count.works, 2 * calls.length, 'whose token it is does not')
  await kept.answer(callOf(mock, { body }, { stage: mock.stage('small') }))
  t.equal(count.works, 2 * calls.length + 1, 'each stage has its own')
})

t.test('a clock that was set back', async t => {
  const { kept, count } = counted()
  const own = mockOf()
  const at = (now: number) => kept.answer(callOf(own, { body: WEEK }, { now }))
  const late = Date.parse('2026-03-09T12:00:00Z')
  for (let i = 0; i < 3; i++) await at(late)
  t.equal(count.works, 2)
  await at(Date.parse('2026-02-25T00:00:00Z'))
  t.equal(count.works, 3, 'what has not happened yet is not sent')
  await at(late)
  t.equal(count.works, 3)
})

t.test('a refusal is the same one the second time', async t => {
  const refusal = new Refusal(412, 'no', { violations: [{ property: 'body', message: 'bad' }] })
  const { kept, count } = counted({ refusal })
  const own = mockOf()
  t.equal(await refusalOf(call => kept.answer(call), callOf(own)), refusal)
  const again = callOf(own)
  t.equal(kept.answer(again), undefined)
  t.strictSame(again.answer, { status: 412, headers: {}, body: refusal.text })
  t.equal(again.violations, refusal.violations)
  t.equal(count.checks, 1)
})

t.test('a refusal that says a lot is made anew, and so is a fault of ours', async t => {
  const violations = Array.from({ length: 21 }, (_, i) => ({ property: `body.${i}`, message: 'bad' }))
  for (const refusal of [new Refusal(412, 'no', { violations }), new TypeError('broken') as never]) {
    const { kept, count } = counted({ refusal })
    const own = mockOf()
    for (let i = 0; i < 3; i++) t.equal(await refusalOf(call => kept.answer(call), callOf(own)), refusal)
    t.equal(count.checks, 3)
  }
})

t.test('an answer too large is not kept; one that is waited for is', async t => {
  const large = counted({ body: 'x'.repeat(15 * 1024 * 1024) })
  const own = mockOf()
  for (let i = 0; i < 4; i++) await large.kept.answer(callOf(own, { body: WEEK }))
  t.equal(large.count.works, 4)
  let works = 0
  const slow = new KeptAnswers(
    call => {
      call.request = { path: {}, query: {}, headers: {}, body: WEEK }
      return undefined
    },
    async call => {
      await new Promise(resolve => setImmediate(resolve))
      works += 1
      call.answer = { status: 200, body: 'late' }
    },
  )
  const other = mockOf()
  for (let i = 0; i < 4; i++) {
    const call = callOf(other, { body: WEEK })
    await slow.answer(call)
    t.equal(String(call.answer?.body), 'late')
  }
  t.equal(works, 2)
})
