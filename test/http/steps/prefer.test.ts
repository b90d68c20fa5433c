import t from 'tap'
import { heedPreferences } from '../../../src/http/steps/prefer.ts'
import { callOf, mockOf } from '../helper.ts'

t.test('nothing preferred, nothing answered', async t => {
  const call = callOf(mockOf())
  t.equal(heedPreferences(call), undefined)
  t.equal(call.answer, undefined)
})

t.test('a documented answer', async t => {
  for (const [preferCode, headers] of [
    [200, {}],
    [412, {}],
    [429, { 'retry-after': '60' }],
  ] as const) {
    const call = callOf(mockOf(), {}, { controlHeaders: { preferCode } })
    t.equal(heedPreferences(call), undefined)
    t.strictSame({ ...call.answer, body: '' }, { status: preferCode, headers, body: '' })
    t.type(JSON.parse(String(call.answer?.body)), 'object')
  }
})

t.test('a delay comes before it', async t => {
  const call = callOf(mockOf(), {}, { controlHeaders: { preferCode: 500, delayMs: 1 } })
  const waiting = heedPreferences(call)
  t.type(waiting, Promise)
  t.equal(call.answer, undefined)
  await waiting
  t.equal(call.answer?.status, 500)
})
