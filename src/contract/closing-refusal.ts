import { Refusal } from './refusal.ts'

/** What a request gets that comes, or is still to be answered, when the mock ends (decision D171). */
export const closingRefusal = (): Refusal =>
  new Refusal(503, 'Service Unavailable', {
    isEarned: false,
    violations: [{ property: 'server', message: 'is being shut down; it answers no more requests' }],
  })

/** What the journal has of a request whose connection the mock broke off as it ended: there was no answer, so no status. */
export const brokenOff = (): Refusal =>
  new Refusal(0, 'Broken Off', {
    isEarned: false,
    violations: [
      { property: 'connection', message: 'was broken off by the mock, which ended before there was an answer' },
    ],
  })

/** The client left before its answer was made: nobody gets this but the journal. */
export function nobodyWaits(): Refusal {
  const message = 'closed the connection before its answer was made'
  return new Refusal(499, 'Client Closed Request', { isEarned: false, violations: [{ property: 'client', message }] })
}
