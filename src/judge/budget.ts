const TIME_UNITS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
])
/** A week. */
const LONGEST_BUDGET = 7 * 24 * 3_600_000

/** ms of a number, or of a text such as `60s`, `5m`. @throws RangeError for anything else. */
export function readDuration(said: number | string): number {
  const [, number, unit = ''] = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h)$/.exec(String(said)) ?? []
  const ms = typeof said === 'number' ? said : Number(number) * (TIME_UNITS.get(unit) ?? Number.NaN)
  if (ms > 0 && ms <= LONGEST_BUDGET) return ms
  throw new RangeError(`must be ms above 0, or a time such as 500ms, 60s, 5m, 1h; found ${JSON.stringify(said)}`)
}
