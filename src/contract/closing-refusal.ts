import { Refusal } from './refusal.ts'

/** What a request gets that comes, or is still to be answered, when the mock ends (decision D171). */
export const closingRefusal = (): Refusal =>
  new Refusal(503, 'Service Unavailable', {
    violations: [{ property: 'server', message: 'is being shut down; it answers no more requests' }],
  })
