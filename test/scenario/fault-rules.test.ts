import t from 'tap'
import { operations } from '../../src/contract/contract.ts'
import { createKoreMock } from '../../src/index.ts'
import { ScenarioError } from '../../src/scenario/error.ts'
import { brokenFault } from '../../src/scenario/fault-rules.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import type { FaultMatch, FaultSpec } from '../../src/scenario/types.ts'
import { NEVER_MATCHING } from './never-matching.ts'

/** Of the same form as the scenario's and the admin API's. */
const of = (match: FaultMatch, fault: FaultSpec['fault'] = { status: 429 }): FaultSpec => ({ match, fault })

t.test('what no call can be meant by is told with its place', async t => {
  const rows: [FaultSpec, string, RegExp][] = [
    [of({ header: { 'bad name': 'x' } }), 'match.header.bad name', /name of a header; found "bad name"/],
    [of({ header: { 'x-a': 'hunter2 ' } }), 'match.header.x-a', /no blank at either end; found another text/],
    [of({ botId: 'not a bot' }), 'match.botId', /st- and letters, digits, hyphens.*; found "not a bot"/],
    [
      of({ botId: 'st-1', operationId: 'getAccountSessions' }),
      'match.botId',
      /getAccountSessions is not about one bot/,
    ],
    [of({ operationId: 'getUserEngagementTrend' }, { page: 'shift' }), 'fault.page', /has no pages; found shift/],
    [of({}, { delay: { type: 'uniform', min: 2, max: 1 } }), 'fault.delay.min', /at most max, 1; found 2/],
  ]
  for (const [spec, place, said] of rows) {
    const [broken] = brokenFault(spec, operations)
    t.equal(broken?.path.join('.'), place)
    t.match(`${broken?.must}; found ${broken?.found}`, said)
    t.notMatch(broken?.found, 'hunter2')
  }
})

t.test('what may be met is none of these', async t => {
  for (const spec of [
    of({ header: { 'X-Wave': '7', 'x-empty': '', 'x-latin': 'é ü' }, botId: 'st-1', testId: 'a b', clientId: ' ' }),
    of({ operationId: 'getSessions', botId: 'st-1' }, { page: 'shift' }),
    of({ operationId: 'getAccountSessions' }, { page: 'repeat-last' }),
    of({ operationId: 'nothing' }, { page: 'shift' }),
    of({}, { page: 'shift' }),
    { fault: { status: 500 } },
  ]) {
    t.same(brokenFault(spec, operations), [], JSON.stringify(spec))
  }
})

t.test('scenarios and programs refuse them as the admin API does', async t => {
  const mock = await createKoreMock({ port: false })
  t.teardown(() => mock.close())
  const wrongDelay = { fault: { delay: { type: 'fixed', ms: 1, min: 2 } } } as unknown as FaultSpec
  for (const spec of [...NEVER_MATCHING, wrongDelay]) {
    t.throws(() => mock.fault(spec), { name: 'RangeError', message: /^This is no fault: \S+ / }, JSON.stringify(spec))
    t.throws(() => loadScenario({ faults: [spec] }), ScenarioError, JSON.stringify(spec))
  }
})
