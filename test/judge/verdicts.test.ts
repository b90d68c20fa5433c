import t from 'tap'
import { type JudgeOptions, judge } from '../../src/testing.ts'
import { ACCUSED } from './clients/accused.mjs'

// What each client of `clients/accused.mjs` is told.

const QUIET: JudgeOptions = { schedules: 1 }
const FEW: JudgeOptions = { schedules: 60 }

const VERDICTS: readonly (readonly [client: string, told: string, text: RegExp, options: JudgeOptions])[] = [
  ['invented', 'invented: sessions', /1 of the sessions is stored that there are not: made-up/, QUIET],
  ['out of range', 'out of range: sessions', /sessions of other days are stored/, QUIET],
  ['stale', 'stale: sessions', /as before a change \(\w+ is [^,]+, must be /, FEW],
  ['wrong value', 'wrong value: sessions', /stored wrongly \(channel is phone, must be /, QUIET],
  ['no id', 'wrong value: sessions', /No column of the sessions is the id: one must be called sessionId, /, QUIET],
  ['gave up', 'gave up', /Run \d fails \(no answer\), though whatever befell it passes for who tries again/, FEW],
  ['ignores Retry-After', 'ignores Retry-After', /asks again before the time is over that Retry-After says/, FEW],
  ['hammers', 'hammers', /sends \d+ requests in a run that needs \d+/, QUIET],
  ['leaks', 'leaks', /A token or secret stands in an address/, QUIET],
  ['retries the refused', 'retries the refused', /refused with 4\d\d, which another try cannot change/, QUIET],
]

for (const [client, told, text, options] of VERDICTS) {
  t.test(client, async t => {
    const { mistakes } = await judge(ACCUSED[client]!, { ...options, firstOnly: true })
    t.strictSame(
      mistakes.map(({ name }) => name),
      [told],
    )
    t.match(mistakes[0]?.verdicts[0]?.text, text)
  })
}

t.test('what comes to light late', async t => {
  const client = ACCUSED['looks back too little']!
  const { mistakes, met } = await judge(client, { ...FEW, firstOnly: true })
  t.strictSame(
    mistakes.map(({ name }) => name),
    ['lost: sessions'],
  )
  t.ok(met.late > 0)
  const { replay, scenario, story } = mistakes[0]!
  t.match(story, /rows come to light late[\s\S]*to be seen since \S+Z, was in the answer to request \d+ of run 2/)
  t.strictSame(
    replay.schedule.events.map(({ kind }) => kind),
    ['late'],
    'nothing else is needed',
  )
  t.ok(scenario.lateness, 'the scenario has it too')
  const without = await judge(client, { ...FEW, without: ['late'] })
  t.ok(without.ok, without.text)
})
