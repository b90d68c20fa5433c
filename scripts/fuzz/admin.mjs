// Calls of the admin API, drawn from its contract like those of the APIs. Each begins with a mock that is as it was at its start.
import fc from 'fast-check'
import { adminContract } from '../../src/contract/admin.ts'
import { createApp } from '../../src/fastify/app.ts'
import { Asking } from './asking.mjs'
import { caseValues, sentOf, waysOf } from './requests.mjs'

/** Streams have no end. */
const LEFT_OUT = new Set(['streamEvents'])
const PATHS = { botId: ['st-any', 'st-8d4c1a72-3f96-5e0b-9a27-c51e7f08b3d6'], id: ['r-1', 'f-1', 'constructor'] }

/** Draws calls, asks each, judges; the smallest one that fails is in `details`. */
export async function fuzzAdmin({ cases, seed, limit }) {
  const options = { seed: 'fuzz', now: '2026-03-09T12:00:00.000Z', scenario: 'small', journal: { entries: 4 } }
  const asking = await Asking.start(more => createApp({ ...options, ...more }), limit)
  const { operations, document } = adminContract()
  const asked = operations.filter(({ operationId }) => !LEFT_OUT.has(operationId))
  const counts = { valid: 0, invalid: 0 }
  const property = fc.asyncProperty(caseValues(document(), asked, PATHS), async one => {
    counts[one.defect === undefined ? 'valid' : 'invalid'] += 1
    const sent = { ...sentOf(one), headers: { host: 'localhost', ...contentTypeOf(one) } }
    judge(one, await asking.answer(sent, one.bySocket))
    const reset = await asking.app.inject({ method: 'POST', url: '/__admin/reset', headers: { host: 'localhost' } })
    if (reset.statusCode !== 200) throw new Error(`then reset says ${reset.statusCode} ${reset.payload}`)
  })
  const details = await fc.check(property, { seed, numRuns: cases })
  await asking.close()
  return { counts: { ...counts, ...waysOf(asking) }, details }
}

const contentTypeOf = one => {
  const { headers } = sentOf(one)
  return headers['content-type'] === undefined ? {} : { 'content-type': headers['content-type'] }
}

/** A valid call may name what is not there, or ask for what cannot be together: a refusal that says so is right too. */
function judge({ op, defect }, { statusCode, payload }) {
  const said = `${statusCode} ${payload.slice(0, 600)}`
  if (statusCode >= 500) throw new Error(`${op.operationId}: ${said}`)
  if (statusCode < 400) {
    if (defect !== undefined) throw new Error(`${defect.name} was let through: ${said}`)
    return
  }
  if (!op.statuses.includes(statusCode))
    throw new Error(`the contract has no such status for ${op.operationId}: ${said}`)
  const { errors } = JSON.parse(payload)
  const named = (errors?.[0]?.error ?? []).map(({ property }) => property)
  if (errors?.[0]?.mockCode === undefined) throw new Error(`the refusal has no code: ${said}`)
  if (defect !== undefined && !named.some(one => one === defect.property || one.startsWith(`${defect.property}.`)))
    throw new Error(`the refusal does not name ${defect.property} (${defect.name}): ${said}`)
}
