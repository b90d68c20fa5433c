import t from 'tap'
import { createKoreMock } from '../../src/index.ts'
import type { ScenarioFile } from '../../src/scenario/file.ts'
import { loadScenario } from '../../src/scenario/load.ts'

const BOT = 'st-a'
const WEEK = { from: '2026-03-02', to: '2026-03-08' }
const scenario: ScenarioFile = {
  bots: {
    [BOT]: {
      zone: 'UTC',
      sessions: {
        perDay: 300,
        events: [
          {
            from: '2026-03-04T09:00:00Z',
            to: '2026-03-04T12:00:00Z',
            tags: { sessionTags: [{ name: 'outage', value: 'yes' }] },
          },
        ],
        exactly: [
          {
            count: 20,
            between: ['2026-03-05', '2026-03-05'],
            tags: {
              userTags: [{ name: 'plan', value: 'trial' }],
              sessionTags: [{ name: 'test', value: 'A', share: 0.5 }],
            },
          },
        ],
      },
      tags: {
        userTags: [
          { name: 'plan', value: 'gold', share: 0.2 },
          { name: 'plan', value: 'silver', share: 0.5 },
          { name: 'CustomerType', value: 'Member' },
        ],
        sessionTags: [{ name: 'region', value: 'north', share: 0.3 }],
      },
      pins: { sessions: [{ start_time: '2026-03-05T10:00:00Z', userId: 'anna' }] },
    },
  },
}

interface TagRow {
  readonly name: string
  readonly value: string
}
interface Tagged {
  readonly userId: string
  readonly start_time: string
  readonly tags: { readonly userTags: readonly TagRow[]; readonly sessionTags: readonly TagRow[] }
}

t.test('tags of traffic: rows, filters and widgets have them', async t => {
  const mock = await createKoreMock({ scenario, now: '2026-03-09T12:00:00Z', port: false, seed: 'tags' })
  t.teardown(() => mock.close())
  const rows = mock.world().sessions(WEEK) as unknown as Tagged[]
  const valueIn = (tags: readonly TagRow[], name: string) => tags.find(tag => tag.name === name)?.value
  const usual = rows.filter(row => !row.start_time.startsWith('2026-03-05'))
  const share = (holds: (row: Tagged) => boolean, of = usual) => of.filter(holds).length / of.length
  const plan = (row: Tagged) => valueIn(row.tags.userTags, 'plan')
  t.ok(Math.abs(share(row => plan(row) === 'gold') - 0.2) < 0.05)
  t.ok(Math.abs(share(row => plan(row) === 'silver') - 0.5) < 0.06)
  t.ok(Math.abs(share(row => valueIn(row.tags.sessionTags, 'region') === 'north') - 0.3) < 0.05)
  t.equal(
    share(row => valueIn(row.tags.userTags, 'CustomerType') === 'Member'),
    1,
    'in place of the world’s own',
  )
  t.equal(
    share(row => row.tags.userTags.filter(({ name }) => name === 'CustomerType').length === 1),
    1,
  )
  t.ok(share(row => row.tags.userTags.some(({ name }) => name === 'user')) === 1, 'the others stay')
  const plans = new Map<string, Set<string | undefined>>()
  for (const row of usual) plans.set(row.userId, (plans.get(row.userId) ?? new Set()).add(plan(row)))
  t.ok(
    [...plans.values()].every(some => some.size === 1),
    'a user has one plan',
  )

  const inOutage = ({ start_time }: Tagged) => start_time >= '2026-03-04T09:00' && start_time < '2026-03-04T12:00'
  t.ok(
    usual.some(inOutage) && usual.every(row => (valueIn(row.tags.sessionTags, 'outage') === 'yes') === inOutage(row)),
  )

  const exact = rows.filter(row => row.start_time.startsWith('2026-03-05') && row.userId !== 'anna')
  t.equal(exact.length, 20)
  t.equal(
    share(row => plan(row) === 'trial', exact),
    1,
    'a stretch has the last word',
  )
  const tests = exact.filter(row => valueIn(row.tags.sessionTags, 'test') === 'A').length
  t.ok(tests > 2 && tests < 18, `${tests} of 20`)
  const pin = rows.find(({ userId }) => userId === 'anna')
  t.notOk(
    pin?.tags.userTags.some(({ name }) => name === 'plan'),
    'pins are islands',
  )

  const total = async (name: string, value: string, type?: string) => {
    const tags = { and: [{ name, values: [value], ...(type && { type }) }] }
    const payload = { dateFrom: WEEK.from, dateTo: WEEK.to, limit: 1, tags }
    const answer = await mock.inject({
      method: 'POST',
      url: `/api/public/bot/${BOT}/getSessions`,
      headers: mock.headers(),
      payload,
    })
    if (answer.statusCode !== 200) throw new Error(answer.body)
    return answer.json<{ total: number }>().total
  }
  t.equal(await total('plan', 'gold', 'user'), rows.filter(row => plan(row) === 'gold').length)
  t.equal(await total('CustomerType', 'Member', 'user'), rows.length - 1)
  t.equal(
    await total('region', 'north', 'session'),
    rows.filter(row => valueIn(row.tags.sessionTags, 'region') === 'north').length,
  )
})

t.test('shares of one name are at most all', async t => {
  const of = (...shares: (number | undefined)[]): ScenarioFile => ({
    everyBot: {
      tags: {
        userTags: shares.map((share, i) => ({
          name: 'plan',
          value: `${i}`,
          ...(share === undefined ? {} : { share }),
        })),
      },
    },
  })
  t.doesNotThrow(() => loadScenario(of(0.1, 0.2, 0.7)))
  t.throws(
    () => loadScenario(of(0.5, 0.6)),
    /userTags\.1\.share: must be at most 0\.5: those of "plan" exclude each other/,
  )
  t.throws(() => loadScenario(of(undefined, 0.2)), /userTags\.1\.share: must be at most 0/)
})
