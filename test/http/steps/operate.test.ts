import t from 'tap'
import { Page } from '../../../src/apis/page.ts'
import { writeAnswer } from '../../../src/http/steps/answer.ts'
import { operate } from '../../../src/http/steps/operate.ts'
import { BOT } from '../../helper.ts'
import { ALL_SESSIONS, callOf, mockOf, refusalOf } from '../helper.ts'

const DAYS = { dateFrom: '2026-03-02', dateTo: '2026-03-03' }
const request = (body: object, path = {}) => ({ path: { botId: BOT, ...path }, query: {}, headers: {}, body })
const mock = mockOf()

t.test('the operation is asked, and its rows are put into the body', async t => {
  const call = callOf(mock, {}, { request: request({ ...DAYS, skip: 0, limit: 3 }) })
  await operate(call)
  t.equal(call.result?.rows?.length, 3)
  t.equal(writeAnswer(call), undefined)
  t.equal(call.result, undefined)
  t.equal(call.answer?.status, 200)
  t.type(call.answer?.body, Page)
  const { sessions, total } = JSON.parse(String(call.answer?.body))
  t.equal(sessions.length, 3)
  t.ok(total > 3)
})

t.test('without rows the body is a text', async t => {
  const call = callOf(mock, {}, { request: request({ ...DAYS, skip: 0, limit: 0 }) })
  await operate(call)
  writeAnswer(call)
  t.match(call.answer?.body, /"sessions":\[\]/)
})

t.test('an app of a bot sees its bots in what is of the account', async t => {
  const total = async (app?: object) => {
    const call = callOf(
      mock,
      { url: ALL_SESSIONS },
      { request: request({ ...DAYS, skip: 0, limit: 0 }), app: app as never },
    )
    await operate(call)
    return (call.result!.body as { total: number }).total
  }
  t.ok((await total()) > 0)
  t.equal(await total({ kind: 'bot', bots: [] }), 0)
  t.equal(await total({ kind: 'bot', bots: [BOT] }), await total())
  t.equal(await total({ kind: 'account', bots: [] }), await total())
})

t.test('a fault of the page', async t => {
  const first = async (fault?: object) => {
    const call = callOf(mock, {}, { request: request({ ...DAYS, skip: 5, limit: 5 }), fault: fault as never })
    await operate(call)
    return String(call.result?.rows?.[0])
  }
  t.not(await first({ id: 'f', action: { page: 'shift' }, draw: () => 0 }), await first())
  t.equal(
    await first({ id: 'f', action: { body: { garbage: true } }, draw: () => 0 }),
    await first(),
    'others are not of the page',
  )
})

t.test('a name that leads nowhere: facts 2.2', async t => {
  const url = `/api/public/bot/${BOT}/dashboard/Operations/widget/x`
  for (const [kind, names] of [
    ['dashboard', { dashboardName: 'none', widgetName: 'x' }],
    ['widget', { dashboardName: 'Operations', widgetName: 'none' }],
  ] as const) {
    const call = callOf(mock, { method: 'GET', url }, { request: request({}, names) })
    t.match(await refusalOf(operate, call), {
      status: 400,
      message: `Invalid ${kind} name`,
      violations: [{ property: `path.${kind}Name`, message: /there is no .* "none"; there are: / }],
    })
  }
})

t.test('a fault of the operation stays what it is', async t => {
  const broken = new TypeError('broken')
  const call = callOf(mock, {}, { request: request(DAYS) })
  Object.defineProperty(call.request, 'body', {
    get: () => {
      throw broken
    },
  })
  t.equal(await refusalOf(operate, call), broken)
})
