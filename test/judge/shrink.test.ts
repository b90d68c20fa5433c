import fc from 'fast-check'
import t from 'tap'
import { drawSchedule, isFair, kindsWithout } from '../../src/judge/draw.ts'
import type { Schedule } from '../../src/judge/schedule.ts'
import { shrink } from '../../src/judge/shrink.ts'

const DRAWN_FOR = { seed: 'x', requests: 9, pageSize: 20, kinds: kindsWithout([]), slow: 1_000 }

t.test('what is left shows the mistake, and no event of it can be left out', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 3 }), async (number, needed) => {
      const schedule = drawSchedule(number, DRAWN_FOR)
      const culprits = schedule.events.slice(0, needed).map(({ kind }) => kind)
      const shows = async ({ events }: Schedule) => culprits.every(kind => events.some(event => event.kind === kind))
      const least = await shrink(schedule, shows)
      return (
        (await shows(least)) &&
        least.events.length <= new Set(culprits).size &&
        isFair(least) &&
        least.runs.length >= 1 &&
        least.events.every(({ request }) => request >= 1)
      )
    }),
    { numRuns: 60 },
  )
})

t.test('a schedule hangs on seed and number alone', async t => {
  for (let number = 1; number < 200; number++) {
    const schedule = drawSchedule(number, DRAWN_FOR)
    t.same(schedule, drawSchedule(number, { ...DRAWN_FOR }))
    const { runs, events } = schedule
    t.same(runs, runs.toSorted(), 'runs ascend')
    if (events.some(({ kind, run }) => kind === 'outage' && run === runs.length - 1))
      t.fail('an outage in the last run')
  }
})
