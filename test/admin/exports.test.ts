import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import t from 'tap'
import { harOf } from '../../src/admin/har.ts'
import { pactOf } from '../../src/admin/pact.ts'
import type { Entry } from '../../src/control/control.ts'
import { Stretches } from '../../src/offload/stretches.ts'
import type { FaultAction } from '../../src/scenario/types.ts'
import { type FakeCall, fakeCall, segmentsOp } from '../control/fakes.ts'

const require = createRequire(import.meta.url)
const token = 'eyJhbGciOiJIUzI1NiJ9.eyJhcHBJZCI6ImNzLTEifQ.c2lnbmF0dXJl'
const fault = (action: FaultAction) => ({ id: 'fault-1', action, draw: () => 0 })

const calls: readonly FakeCall[] = [
  { headers: { auth: token, host: 'localhost:4010', 'content-type': 'application/json' }, body: { limit: 2 } },
  { headers: { auth: token, host: 'localhost:4010', 'content-type': 'application/json' }, body: { limit: 2 } },
  {
    op: segmentsOp,
    method: 'GET',
    url: '/agentassist/api/v1/public/st-1/v2/agentassistinteractions?from=2026-01-01&to=2026-01-02&to=x',
    headers: { accountid: '5f5f5f5f5f5f5f5f5f5f5f5f', auth: token },
    answer: { data: [{ secretKey: 'hidden' }] },
  },
  { status: 412, violations: [{ property: 'body.limit', message: 'must be an integer' }], answer: { errors: [] } },
  { op: undefined, method: 'GET', url: '/nowhere', status: 404, answer: { errors: [] } },
  { fault: fault({ connection: 'reset' }) },
  { fault: fault({ body: { truncateAt: 0.5 } }), headers: { 'user-agent': 'late' } },
]
const MAKING = {
  creator: { name: 'kore-mock', version: '1' },
  base: 'http://127.0.0.1:1',
  stretches: new Stretches(),
}
const entries: Entry[] = calls.map((call, i) => ({ number: i + 1, exchange: fakeCall(call) }))

t.test('HAR', async t => {
  const har = (await json(harOf(entries, MAKING))) as Har
  t.test('meets the schema of HAR 1.2', async t => {
    const ajv = new Ajv({ strict: false })
    formats.default(ajv)
    ajv.addMetaSchema(require('ajv/dist/refs/json-schema-draft-06.json'))
    const schemas = require('har-schema') as Record<string, { $id: string }>
    for (const schema of Object.values(schemas)) ajv.addSchema(schema)
    const validate = ajv.getSchema('har.json#')!
    t.ok(validate(har), JSON.stringify(validate.errors?.slice(0, 3)))
    t.notOk(validate({ log: { ...har.log, entries: [{}] } }), 'the schema can refuse')
  })
  t.equal(har.log.entries.length, calls.length)
  t.equal(har.log.entries[0]?.request.url, 'http://localhost:4010/api/public/bot/st-1/getSessions')
  t.match(har.log.entries[0]?.request.postData, { mimeType: 'application/json', text: '{"limit":2}' })
  t.match(har.log.entries[2]?.request.queryString, [
    { name: 'from', value: '2026-01-01' },
    { name: 'to', value: '2026-01-02' },
    { name: 'to', value: 'x' },
  ])
  t.match(har.log.entries[3]?._violations, [{ property: 'body.limit' }])
  t.equal(har.log.entries[5]?.response.status, 0, 'the connection was reset: no status')
  t.notMatch(JSON.stringify(har), /c2lnbmF0dXJl|hidden/)
})

t.test('Pact', async t => {
  const pact = (await json(pactOf(entries, { consumer: 'exporter', provider: 'Kore.ai' }, MAKING.stretches))) as Pact
  t.test('has the structure of Pact v4', async t => {
    const ajv = new Ajv({ allowUnionTypes: true })
    const validate = ajv.compile(PACT_V4)
    t.ok(validate(pact), JSON.stringify(validate.errors))
    t.notOk(validate({ ...pact, interactions: [{ ...pact.interactions[0], type: 'HTTP' }] }), 'the schema can refuse')
  })
  t.same(
    pact.interactions.map(interaction => interaction.description),
    ['getSessions 1', 'listInteractions 1'],
    'good exchanges only, each once',
  )
  t.match(pact.interactions[0]?.request, { method: 'POST', body: { content: { limit: 2 } } })
  t.match(pact.interactions[1]?.request, { query: { from: ['2026-01-01'], to: ['2026-01-02', 'x'] } })
  t.match(pact.interactions[0]?.providerStates, [{ params: { botId: 'st-1', scenario: 'default', seed: 'seed' } }])
  t.notMatch(JSON.stringify(pact), /c2lnbmF0dXJl|hidden/)
})

/** What pieces of a text say together. */
async function json(pieces: AsyncIterable<string>): Promise<unknown> {
  let text = ''
  for await (const piece of pieces) text += piece
  return JSON.parse(text)
}

interface Har {
  log: {
    entries: {
      request: { url: string; postData: object; queryString: object[] }
      response: { status: number }
      _violations?: object[]
    }[]
  }
}

interface Pact {
  interactions: { description: string; request: object; providerStates: object[] }[]
}

/**
 * The part of a Pact v4 file that an export uses, after the specification (`version-4`); closed, so that a misspelt or
 * needless property shows. No package on npm carries Pact's own JSON Schema of v4; its comparator judges the file as well, in
 * `pact.test.ts`.
 */
const text = { type: 'string', minLength: 1 }
const texts = { type: 'object', additionalProperties: { type: 'array', minItems: 1, items: { type: 'string' } } }
const closed = (required: string[], properties: object) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
})
const matchers = closed(['combine', 'matchers'], {
  combine: { enum: ['AND', 'OR'] },
  matchers: {
    type: 'array',
    minItems: 1,
    items: {
      oneOf: [
        closed(['match'], { match: { const: 'type' } }),
        closed(['match', 'regex'], { match: { const: 'regex' }, regex: { type: 'string' } }),
      ],
    },
  },
})
const rules = (paths: string) =>
  closed([], {
    header: { type: 'object', additionalProperties: matchers },
    body: { type: 'object', additionalProperties: false, patternProperties: { [paths]: matchers } },
  })
const body = closed(['content', 'contentType', 'encoded'], {
  content: {},
  contentType: text,
  contentTypeHint: { enum: ['TEXT', 'BINARY'] },
  encoded: { type: ['boolean', 'string'] },
})
const PACT_V4 = closed(['consumer', 'provider', 'interactions', 'metadata'], {
  consumer: closed(['name'], { name: text }),
  provider: closed(['name'], { name: text }),
  metadata: closed(['pactSpecification'], { pactSpecification: closed(['version'], { version: { const: '4.0' } }) }),
  interactions: {
    type: 'array',
    items: closed(['type', 'description', 'request', 'response'], {
      type: { const: 'Synchronous/HTTP' },
      description: text,
      pending: { type: 'boolean' },
      providerStates: { type: 'array', items: closed(['name'], { name: text, params: { type: 'object' } }) },
      request: closed(['method', 'path'], {
        method: { enum: ['GET', 'POST', 'PUT', 'DELETE'] },
        path: { type: 'string', pattern: '^/' },
        query: texts,
        headers: texts,
        body,
        matchingRules: rules('^\\$'),
      }),
      response: closed(['status'], {
        status: { type: 'integer', minimum: 100, maximum: 599 },
        headers: texts,
        body,
        matchingRules: rules('^\\$'),
      }),
    }),
  },
})
