import t from 'tap'
import {
  AGENT,
  CONTAINMENT,
  DEVELOPER,
  DROP_OFF,
  FIRST_EVER,
  INTERACTIVE,
  PINNED,
  SELF_SERVICE,
  SINGLE,
} from '../../../src/world/columns/flags.ts'
import type { SessionPin } from '../../../src/world/spec.ts'
import { dayOfDate } from '../../../src/world/time.ts'
import type { Bot } from '../../../src/world/types.ts'
import { TEST_BOT, type TestOptions, testTemplate, testWorld } from '../helper.ts'

const DATE = '2026-02-18'
const dayOf = (options: TestOptions) => (testWorld(options).bot(TEST_BOT) as Bot).day(dayOfDate(DATE))
const share = (flags: Uint8Array, test: (bits: number) => boolean) => flags.filter(test).length / flags.length

t.test('shares are those of the spec, and extremes are met by every row', async t => {
  const all = (containment: { selfService: number; dropOff: number; agent: number }, more: TestOptions = {}) =>
    dayOf({ perDay: 3000, containment, ...more }).flags
  const agents = all({ selfService: 0, dropOff: 0, agent: 1 }, { nonInteractive: 0 })
  t.ok(agents.every(bits => (bits & CONTAINMENT) === AGENT && (bits & INTERACTIVE) !== 0))
  const drops = all({ selfService: 0, dropOff: 1, agent: 0 }, { nonInteractive: 0.5 })
  t.ok(
    drops.every(bits => (bits & CONTAINMENT) === DROP_OFF),
    'who speaks to nobody is self service, of which there is none here',
  )
  const mixed = all({ selfService: 64, dropOff: 17, agent: 19 }, { developer: 0.25 })
  t.ok(Math.abs(share(mixed, bits => (bits & CONTAINMENT) === AGENT) - 0.19) < 0.03)
  t.ok(Math.abs(share(mixed, bits => (bits & INTERACTIVE) === 0) - 0.08) < 0.02)
  t.ok(Math.abs(share(mixed, bits => (bits & DEVELOPER) !== 0) - 0.25) < 0.03)
})

t.test('channels follow their weights; a weight of zero gives none', async t => {
  const day = dayOf({ perDay: 3000, channels: { rtm: 3, korevg: 1, sms: 0 } })
  const of = (index: number) => day.channel.filter(channel => channel === index).length / day.count
  t.ok(Math.abs(of(0) - 0.75) < 0.03)
  t.equal(of(2), 0)
  t.equal(of(0) + of(1), 1)
})

t.test('an exact stretch fixes the kind of its rows and leaves the others alone', async t => {
  const traffic = (exact: object) => ({
    ...testTemplate(400).traffic,
    exactly: [{ count: 50, from: `${DATE}T10:00:00.000Z`, to: `${DATE}T11:59:59.999Z`, ...exact }],
  })
  for (const [exact, kind, want] of [
    [{ containment: 'agent' }, AGENT, INTERACTIVE | SINGLE],
    [{ containment: 'dropOff' }, DROP_OFF, INTERACTIVE],
    [{ containment: 'selfService' }, SELF_SERVICE, 0],
    [{ messages: 1 }, SELF_SERVICE, 0],
  ] as const) {
    const day = dayOf({ perDay: 400, traffic: traffic(exact) })
    const [rows] = day.exact
    if (rows === undefined) throw new Error('no stretch')
    t.equal(rows.hi - rows.lo, 50)
    for (let row = 0; row < day.count; row++) {
      const bits = day.flags[row]!
      const isIn = row >= rows.lo && row < rows.hi
      if (isIn && ((bits & CONTAINMENT) !== kind || (bits & want) !== want))
        t.fail(`row ${row} of ${JSON.stringify(exact)}`)
      if (!isIn && (bits & SINGLE) !== 0) t.fail('outside of the stretch')
    }
  }
})

t.test('a pin says what its row is', async t => {
  const at = `${DATE}T12:00:00.000Z`
  for (const [pin, mask, want] of [
    [{}, PINNED, PINNED],
    [{ containmentType: 'dropOff' }, CONTAINMENT | INTERACTIVE, DROP_OFF | INTERACTIVE],
    [{ containmentType: 'agent' }, CONTAINMENT | INTERACTIVE, AGENT | INTERACTIVE],
    [{ conversation: { convId: 'c-1' } }, CONTAINMENT, AGENT],
    [{ segments: [{}] }, CONTAINMENT, AGENT],
    [{ sessionType: 'interactive' }, INTERACTIVE, INTERACTIVE],
    [{ sessionType: 'non-interactive' }, CONTAINMENT | INTERACTIVE, SELF_SERVICE],
    [{ sessionType: 'non-interactive', containmentType: 'agent' }, CONTAINMENT | INTERACTIVE, AGENT],
    [{ isDeveloper: true }, DEVELOPER, DEVELOPER],
    [{ isDeveloper: false }, DEVELOPER, 0],
    [{ userId: 'ann@example.com' }, FIRST_EVER, FIRST_EVER],
  ] as readonly (readonly [Partial<SessionPin>, number, number])[]) {
    const day = dayOf({ pins: [{ start_time: at, ...pin }] })
    const [row] = [...day.pins.keys()]
    t.equal(day.flags[row!]! & mask, want, JSON.stringify(pin))
  }
  const day = dayOf({ pins: [{ start_time: at, channel: 'line' }] })
  const [row] = [...day.pins.keys()]
  t.equal(day.bot.channels[day.channel[row!]!], 'line', 'a channel that nobody else uses')
})
