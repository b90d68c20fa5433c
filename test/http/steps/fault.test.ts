import t from 'tap'
import { applyFault } from '../../../src/http/steps/fault.ts'
import type { FaultAction } from '../../../src/scenario/types.ts'
import { callOf, mockOf } from '../helper.ts'

const taken = (action: FaultAction) => ({ id: 'fault-1', action, draw: () => 0.5 })

t.test('a status ends the call with what the contract documents for it', async t => {
  for (const [status, body, headers] of [
    [429, /"code":429/, { 'retry-after': '1' }],
    [500, /"code":500/, {}],
    [503, /^{"errors":\[{"msg":"Service Unavailable","code":503}]}$/, { 'retry-after': '1' }],
    [418, /^{"errors":\[{"msg":"I'm a Teapot","code":418}]}$/, {}],
    [599, /^{"errors":\[{"msg":"Unknown","code":599}]}$/, {}],
  ] as const) {
    const mock = mockOf()
    mock.control.takeFault = () => taken({ status })
    const call = callOf(mock)
    t.equal(applyFault(call), undefined)
    t.match(call.answer, { status, headers }, `${status}`)
    t.match(String(call.answer?.body), body, `${status}`)
  }
})

t.test('others are left to those who answer', async t => {
  for (const action of [
    { page: 'shift' },
    { connection: 'reset' },
    { body: { garbage: true } },
  ] as const satisfies FaultAction[]) {
    const mock = mockOf()
    mock.control.takeFault = () => taken(action)
    const call = callOf(mock)
    t.equal(applyFault(call), undefined)
    t.equal(call.fault?.action, action)
    t.equal(call.answer, undefined)
  }
})

t.test('a delay is waited for', async t => {
  const mock = mockOf()
  mock.control.takeFault = () => taken({ delay: { type: 'fixed', ms: 1 } })
  const call = callOf(mock)
  t.type(applyFault(call), Promise)
  await applyFault(call)
  t.equal(call.answer, undefined)
})

t.test('none, and one that is found elsewhere', async t => {
  const none = callOf(mockOf())
  t.equal(applyFault(none), undefined)
  t.equal(none.fault, undefined)
  const mock = mockOf()
  mock.control.takeFault = () => Promise.resolve(taken({ status: 500 }))
  const call = callOf(mock)
  const waiting = applyFault(call)
  t.equal(call.answer, undefined)
  await waiting
  t.equal(call.answer?.status, 500)
})
