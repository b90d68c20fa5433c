import t, { type Test } from 'tap'
import { bodyText } from '../../src/apis/page.ts'
import { Memory } from '../../src/memory/memory.ts'
import { compute } from '../../src/offload/job.ts'
import { Offload } from '../../src/offload/offload.ts'
import { Stretches } from '../../src/offload/stretches.ts'
import { createWorld } from '../../src/world/world.ts'
import { ask, BOT, buildApp } from '../helper.ts'
import { IS_LONG } from '../long.ts'

/** A clock that stands until it is moved. */
function standingClock(t: Test) {
  const clock = { ms: 1000 }
  t.intercept(performance, 'now', { value: () => clock.ms })
  return clock
}

/** Work in so many parts, each of which is kept and goes on for longer than a stretch. */
function longWork(t: Test, stretches: Stretches, parts: number) {
  const clock = standingClock(t)
  const made: number[] = []
  const work = () => {
    for (let part = 0; part < parts; part++) {
      if (made.includes(part)) continue
      clock.ms += 20
      made.push(part)
      stretches.kept()
    }
    return made.length
  }
  return { work, made }
}

t.test('what takes one stretch is done at once', async t => {
  const stretches = new Stretches()
  standingClock(t)
  t.equal(
    stretches.run(() => {
      stretches.kept()
      return 'done'
    }),
    'done',
  )
  t.equal(stretches.pass(), undefined)
  t.throws(() => stretches.run(() => JSON.parse('{')), { name: 'SyntaxError' })
})

t.test('work that yields is done in turns, and no step of it twice', async t => {
  const clock = standingClock(t)
  const made: number[] = []
  function* work(): Generator<undefined, string> {
    for (let step = 0; step < 6; step++) {
      made.push(step)
      clock.ms += 5
      yield
    }
    return 'done'
  }
  const running = new Stretches().byYields(work())
  t.same(made, [0, 1, 2], 'others have their turn after 12 ms')
  await new Promise(resolve => setImmediate(resolve))
  t.equal(await running, 'done')
  t.same(made, [0, 1, 2, 3, 4, 5])
})

t.test('long work is done in turns, and nothing of it twice', async t => {
  const stretches = new Stretches()
  const { work, made } = longWork(t, stretches, 3)
  const running = stretches.run(work)
  t.ok(running instanceof Promise)
  t.same(made, [0], 'others have their turn after the first part')
  let turns = 0
  const count = () => {
    turns++
    if (made.length < 3) setImmediate(count)
  }
  setImmediate(count)
  t.equal(await running, 3)
  t.same(made, [0, 1, 2])
  t.ok(turns >= 2)
})

t.test('others have their turn after a stretch that was long and had no break', async t => {
  const stretches = new Stretches()
  const clock = standingClock(t)
  stretches.run(() => {
    clock.ms += 20
  })
  t.ok(stretches.pass() instanceof Promise)
})

t.test('work that never keeps what it made comes to its end', async t => {
  const stretches = new Stretches()
  const clock = standingClock(t)
  let begun = 0
  const work = () => {
    begun++
    clock.ms += 20
    stretches.kept()
    return 'done'
  }
  t.equal(await stretches.run(work), 'done')
  t.ok(begun > 2)
})

t.test('steps within a step are parts of it', async t => {
  const stretches = new Stretches()
  const clock = standingClock(t)
  const made: string[] = []
  const step = (name: string) => {
    made.push(name)
    clock.ms += 20
    return name
  }
  const done = await stretches.inSteps(take => [
    take(() => [take(() => step('a')), take(() => step('b'))].join('')),
    take(() => step('c')),
  ])
  t.same(done, ['ab', 'c'])
  t.same(made, ['a', 'b', 'c'], 'nothing is done twice')
})

t.test('a later stretch may throw', async t => {
  const stretches = new Stretches()
  const { work } = longWork(t, stretches, 2)
  await t.rejects(async () => {
    await stretches.run(() => {
      work()
      throw new RangeError('no')
    })
  }, RangeError)
})

t.test('outside of a stretch there are no breaks', async t => {
  const stretches = new Stretches()
  const { work, made } = longWork(t, stretches, 2)
  t.equal(work(), 2)
  t.same(made, [0, 1])
})

t.test('steps that were taken are kept', async t => {
  const stretches = new Stretches()
  const clock = standingClock(t)
  const made: string[] = []
  const done = stretches.inSteps(take => {
    const words = ['a', 'b', 'c'].map(word =>
      take(() => {
        clock.ms += 20
        made.push(word)
        return word
      }),
    )
    return words.join('')
  })
  t.ok(done instanceof Promise)
  t.equal(await done, 'abc')
  t.same(made, ['a', 'b', 'c'])
})

class Break extends Error {}

t.test('an answer that is broken off whenever something was made has the bytes of one that is not', async t => {
  const here = buildApp(t, { maxBlockMs: Number.POSITIVE_INFINITY })
  const there = buildApp(t, { maxBlockMs: -1 })
  const bodies: { readonly text: string; readonly breaks: number }[] = []
  t.intercept(Offload.prototype, 'answer', {
    async value(...[{ spec }, question]: Parameters<Offload['answer']>) {
      const world = createWorld(spec, new Memory(), {
        kept: () => {
          throw new Break()
        },
      })
      for (let breaks = 0; ; breaks++) {
        try {
          const body = compute(world, question)
          bodies.push({ text: bodyText(body), breaks })
          return body
        } catch (error) {
          if (!(error instanceof Break)) throw error
        }
      }
    },
  })
  const [board] = here.mock.main.world.bots[0]!.spec.dashboards
  const shown = IS_LONG ? board!.widgets : board!.widgets.slice(0, 2)
  const widgets = shown.map(
    ({ name }) =>
      [
        `widget ${name}`,
        'GET',
        `public/bot/${BOT}/dashboard/${encodeURIComponent(board!.name)}/widget/${encodeURIComponent(name)}?startDate=2026-03-07&endDate=2026-03-08`,
      ] as const,
  )
  const days = { dateFrom: '2026-03-06', dateTo: '2026-03-08' }
  const range = { from: '2026-03-06', to: '2026-03-08' }
  const included = { includeHistory: true, includeAgenticHistory: true, includeFeedback: true, includeSummary: true }
  const tags = { and: [{ name: 'language', values: ['en'] }] }
  const cases: readonly (readonly [name: string, method: 'GET' | 'POST', path: string, body?: object])[] = [
    ['sessions', 'POST', `public/bot/${BOT}/getSessions`, { ...days, limit: 50 }],
    ['sessions with a tag', 'POST', `public/bot/${BOT}/getSessions`, { ...days, limit: 50, tags }],
    ['sessions of all bots', 'POST', 'public/getSessions', { ...days, limit: 50 }],
    ['messages', 'POST', `public/bot/${BOT}/getMessages`, { ...days, limit: 100, skip: 300 }],
    ['messages, newer form', 'POST', `public/bot/${BOT}/getMessagesV2`, { ...days, limit: 100 }],
    [
      'trend',
      'POST',
      `public/bot/${BOT}/v2/userEngagementTrend?aggregation_type=hourly&start_date=2026-02-20&end_date=2026-03-08`,
    ],
    ...widgets,
  ]
  const agentAi = [
    ['conversations', 'POST', `${BOT}/aaconversation`, { ...range, limit: 20, ...included }],
    [
      'raw data',
      'GET',
      `${BOT}/v2/agentassistinteractions?from=2026-03-06&to=2026-03-08&limit=20&includeAgenticData=true`,
    ],
  ] as const
  const urls = [
    ...cases.map(([name, method, path, body]) => ({ name, method, url: `/api/${path}`, body })),
    ...agentAi.map(([name, method, path, body]) => ({
      name,
      method,
      url: `/agentassist/api/v1/public/${path}`,
      body,
    })),
  ]
  for (const { name, method, url, body } of urls) {
    const whole = await ask(here, method, url, { body })
    t.equal(whole.status, 200, `${name}: ${whole.text.slice(0, 200)}`)
    const broken = await ask(there, method, url, { body })
    t.equal(broken.text, whole.text, name)
    const { text, breaks } = bodies.pop()!
    t.equal(text, whole.text)
    t.ok(breaks >= 5, `${name}: ${breaks} breaks`)
  }
})
