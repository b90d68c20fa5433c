import fc from 'fast-check'
import t from 'tap'
import { readPins } from '../../../src/world/sessions/pins.ts'
import { scriptOf, takenAt } from '../../../src/world/sessions/script.ts'
import type { ScriptLine, SessionPin } from '../../../src/world/spec.ts'
import { runs } from '../../long.ts'

const START = '2026-02-10T10:00:00.000Z'
const at = (ms: number) => new Date(Date.parse(START) + ms).toISOString()
const pinOf = (spec: Partial<SessionPin>) => readPins('st-a', { pins: [{ start_time: START, ...spec }] })[0]!
const line = (side: number, more: Partial<ScriptLine> = {}): ScriptLine => ({ side, text: 'x'.repeat(40), ...more })

t.test('who has no transcript has none', async t => {
  t.equal(scriptOf(pinOf({})), undefined)
})

t.test('parts are of agents with different names', async t => {
  const script = scriptOf(
    pinOf({
      transcript: [
        line(0),
        line(2),
        line(2, { name: 'Anna' }),
        line(1),
        line(2),
        line(2, { name: 'Bo' }),
        line(0),
        line(2, { name: 'Bo' }),
        line(2, { name: 'Anna' }),
      ],
    }),
  )!
  t.equal(script.botLines, 1)
  t.same(script.parts, [
    { first: 1, name: 'Anna' },
    { first: 5, name: 'Bo' },
    { first: 8, name: 'Anna' },
  ])
})

t.test('times that are given hold, those between are stretched to fit', async t => {
  const script = scriptOf(
    pinOf({ transcript: [line(0), line(1), line(0, { at: 60_000 }), line(1), line(0, { at: 60_500 }), line(1)] }),
  )!
  const { times } = script
  t.equal(times[0], 0)
  t.equal(times[2], 60_000)
  t.equal(times[4], 60_500)
  t.ok(times[1]! > 1_000 && times[3]! > 60_000 && times[3]! < 60_500 && times[5]! > 60_500)
})

t.test('a wait, a hand-over and segments that are given', async t => {
  const transcript = [line(0), line(1), line(0), line(2), line(1), line(2, { name: 'Bo' }), line(1)]
  const waiting = pinOf({ transcript, wait: 90_000 })
  const { times, botLines } = scriptOf(waiting)!
  t.same(takenAt(waiting, scriptOf(waiting)!), [times[botLines - 1]! + 90_000])
  const pin = pinOf({
    transcript: transcript.map((one, i) => (i === 3 ? { ...one, name: 'Anna' } : one)),
    conversation: { startTime: at(120_000) },
    segments: [
      { segmentStartTime: at(300_000), segmentEndTime: at(400_000) },
      { segmentStartTime: at(500_000), segmentEndTime: at(520_000) },
    ],
  })
  const script = scriptOf(pin)!
  t.equal(script.times[2], 120_000)
  t.same(takenAt(pin, script), [300_000, 500_000])
  t.ok(script.times[3]! >= 300_000 && script.times[4]! <= 400_000)
  t.ok(script.times[5]! >= 500_000 && script.times[6]! <= 520_000)
})

t.test('times ascend, whatever is given, and end before the session does', async t => {
  const lines = fc.array(
    fc.record({
      side: fc.constantFrom(0, 1, 2),
      text: fc.string({ minLength: 1, maxLength: 300 }),
      gap: fc.option(fc.integer({ min: 1, max: 60_000 }), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  fc.assert(
    fc.property(lines, fc.option(fc.integer({ min: 0, max: 600_000 }), { nil: undefined }), (drawn, rest) => {
      let last = 0
      const transcript = drawn.map(({ side, text, gap }, i): ScriptLine => {
        if (i === 0) return { side: 0, text }
        if (gap === undefined) {
          last++
          return { side, text }
        }
        last += gap
        return { side, text, at: last }
      })
      const { times } = scriptOf(pinOf({ transcript, ...(rest === undefined ? {} : { end_time: at(last + rest) }) }))!
      const ascends = times.every((time, i) => i === 0 || time > times[i - 1]!)
      const holds = transcript.every((one, i) => one.at === undefined || one.at === times[i])
      return (
        times.length === transcript.length &&
        ascends &&
        holds &&
        (rest === undefined || rest < 100 || times.at(-1)! <= last + rest)
      )
    }),
    { seed: 4, numRuns: runs(300) },
  )
  t.pass()
})
