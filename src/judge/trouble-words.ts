import type { TroubleEvent, TroubleKind } from './schedule.ts'

/** What a kind of trouble is, in a few words, for lists. */
export const TROUBLE_WORDS: Readonly<Record<TroubleKind, string>> = {
  limited: '429 with Retry-After',
  'limited-bare': '429 without Retry-After',
  quota: 'a limit in force for a second',
  error: '500 or 503',
  outage: '503 until the end of the run',
  reset: 'connection reset',
  cut: 'body cut',
  dribble: 'body that trickles',
  slow: 'slow answer',
  token: 'token ended',
  shift: 'row arrives at the head of the list',
  empty: 'empty page with more to come',
  arrive: 'clock moves on between requests',
  late: 'rows that come to light late',
  kill: 'client killed and run again',
}

/** What has happened to a request, as a sentence. */
export function happened({ kind, amount }: TroubleEvent): string {
  switch (kind) {
    case 'limited':
      return 'It was refused with 429 and Retry-After: 1.'
    case 'limited-bare':
      return 'It was refused with 429, without Retry-After.'
    case 'quota':
      return 'A limit was reached: for one second all requests are refused with 429 and Retry-After: 1.'
    case 'error':
      return `The server failed with ${amount}.`
    case 'outage':
      return 'The service was down: 503 until the end of the run.'
    case 'reset':
      return 'The connection was reset before an answer.'
    case 'cut':
      return `The connection ended after ${Math.round(amount * 100)} % of the body.`
    case 'dribble':
      return 'The body trickled in.'
    case 'slow':
      return `The answer took ${amount / 1000} s.`
    case 'token':
      return 'The token had ended: 401 for it from now on; one that is signed now, by the time of this machine, is good.'
    case 'shift':
      return 'A row had arrived at the head of the list: all later pages begin one row early.'
    case 'empty':
      return 'The page was empty, and the answer said that there is more.'
    case 'arrive':
      return `Before it the clock moved on by ${Math.round(amount / 60_000)} min: what came meanwhile stands at the head of the list.`
    case 'late':
      return 'In this world rows come to light late, some of them hours after they began.'
    case 'kill':
      return 'The client was killed before it had an answer, and run again.'
  }
}
