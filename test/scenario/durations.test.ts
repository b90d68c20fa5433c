import t from 'tap'
import { durationMs } from '../../src/scenario/durations.ts'
import { ScenarioError } from '../../src/scenario/error.ts'
import type { SessionPinFile } from '../../src/scenario/file.ts'
import { loadScenario } from '../../src/scenario/load.ts'

const pinned = (pin: Partial<SessionPinFile>) =>
  loadScenario({ bots: { 'st-a': { pins: { sessions: [{ start_time: '2026-03-02T10:00:00Z', ...pin }] } } } }).world
    .bots[0]!.pins[0]!

t.test('durations', async t => {
  for (const [text, ms] of [
    ['90s', 90_000],
    ['6m', 360_000],
    ['1h30m', 5_400_000],
    ['2h', 7_200_000],
    ['1m5s', 65_000],
    ['0s', 0],
  ] as const) {
    t.equal(durationMs(text), ms, text)
  }
})

t.test('a pin lasts as long as it says', async t => {
  t.equal(pinned({ duration: '6m30s' }).end_time, '2026-03-02T10:06:30.000Z')
  t.equal(pinned({ end_time: '2026-03-02T10:01:00Z' }).end_time, '2026-03-02T10:01:00.000Z')
  t.equal(
    pinned({ duration: '11h', channel: 'email' }).end_time,
    '2026-03-02T21:00:00.000Z',
    'an e-mail takes its time',
  )
  for (const [pin, expected] of [
    [{ duration: '5h' }, /sessions\.0\.duration: must be at or after start_time and at most 4 hours later; found 5h/],
    [{ duration: '13h', channel: 'email' }, /at most 12 hours later/],
    [{ duration: '6m', end_time: '2026-03-02T10:01:00Z' }, /duration: must be left out where `end_time` is said/],
    [{ duration: 'long' }, /duration: must be a duration such as 90s, 6m or 1h30m; found "long"/],
    [{ duration: '' }, /duration: must be a duration/],
  ] as const) {
    t.throws(() => pinned(pin), { constructor: ScenarioError, message: expected })
  }
})
