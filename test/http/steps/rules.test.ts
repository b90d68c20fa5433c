import t from 'tap'
import { checkRules } from '../../../src/http/steps/rules.ts'
import { callOf, mockOf, refusalOf } from '../helper.ts'

const request = (body: object) => ({ path: {}, query: {}, headers: {}, body })

t.test('rules between fields: rulings R3, R6', async t => {
  for (const [body, message] of [
    [{}, undefined],
    [{ dateFrom: '2026-03-01', dateTo: '2026-03-07' }, undefined],
    [{ dateFrom: '2026-03-08', dateTo: '2026-03-07' }, /must not be after/],
    [{ dateFrom: '2026-01-01', dateTo: '2026-03-07' }, /must not be longer than/],
  ] as const) {
    const refusal = await refusalOf(checkRules, callOf(mockOf(), {}, { request: request(body) }))
    const name = JSON.stringify(body)
    if (message === undefined) t.equal(refusal, undefined, name)
    else t.match(refusal, { status: 400, message, violations: [{ property: 'body.dateTo', message }] }, name)
  }
})
