import t from 'tap'
import { checkQuota } from '../../../src/http/steps/quota.ts'
import { loadScenario } from '../../../src/scenario/load.ts'
import { callOf, mockOf, refusalOf } from '../helper.ts'

const scenario = loadScenario({ extends: 'default', quotas: [{ perMinute: 5 }] })

t.test('a full window: facts 3.3, ruling R18', async t => {
  const minute = { window: 'minute', retryAfter: 7 } as const
  const hour = { window: 'hour', retryAfter: 3000 } as const
  for (const [name, breach, message, wait] of [
    ['a minute', minute, /per-minute rate limit/, '7'],
    ['an hour', hour, /hourly rate limit/, '3000'],
    ['a minute, found elsewhere', Promise.resolve(minute), /per-minute/, '7'],
  ] as const) {
    const mock = mockOf({ scenario })
    mock.control.takeQuota = () => breach as never
    t.match(await refusalOf(checkQuota, callOf(mock)), { status: 429, message, headers: { 'retry-after': wait } }, name)
  }
})

t.test('room', async t => {
  const mock = mockOf({ scenario })
  for (let i = 0; i < 5; i++) t.equal(await refusalOf(checkQuota, callOf(mock)), undefined)
  t.match(await refusalOf(checkQuota, callOf(mock)), { status: 429 }, 'the sixth')
  const elsewhere = mockOf({ scenario })
  elsewhere.control.takeQuota = () => Promise.resolve(undefined)
  t.equal(await refusalOf(checkQuota, callOf(elsewhere)), undefined)
})

t.test('a scenario without quotas counts nothing', async t => {
  const mock = mockOf()
  mock.control.takeQuota = () => t.fail('nobody is to be asked') as never
  t.equal(checkQuota(callOf(mock)), undefined)
})
