/** ISO text of an instant, UTC, with milliseconds. */
export function iso(ms: number): string {
  return new Date(ms).toISOString()
}
