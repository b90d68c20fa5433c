import t from 'tap'
import { saysTheSame } from '../../src/judge/same-value.ts'

const AT = '2026-03-10T09:05:07.123Z'
const MS = Date.parse(AT)

for (const [stored, value, same] of [
  ['a', 'a', true],
  ['a', 'b', false],
  ['"a"', 'a', true],
  [1, 'a', false],
  ['7', 7, true],
  [7n, 7, true],
  ['7.5', 7, false],
  ['', 7, false],
  [null, 'a', false],
  ['', '', true],
  [null, '', true],
  ['True', true, true],
  [0, false, true],
  ['no', true, false],
  [undefined, 'a', true],
  ['anything', { a: 1 }, true],
  [420_017, '00420017', false],
  [AT, AT, true],
  ['2026-03-10 09:05:07.123', AT, true],
  ['2026-03-10 09:05:07', AT, true],
  ['2026-03-10T10:05:07.123+01:00', AT, true],
  ['2026-03-10 09:05:07.123456 UTC', AT, true],
  ['2026-03-10 04:05:07.123', AT, false],
  ['2026-03-10T09:05:08Z', AT, false],
  [MS, AT, true],
  [BigInt(MS) * 1000n, AT, true],
  [String(MS), AT, true],
  [MS / 1000, AT, true],
  [MS + 1, AT, false],
  [new Date(MS), AT, true],
  [true, AT, false],
] as const) {
  t.equal(saysTheSame(stored, value), same, `${String(stored)} for ${String(value)}`)
}
