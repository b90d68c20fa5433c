import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import t from 'tap'
import { allExamples, compileOperations } from '../../scripts/contract/compile.ts'
import { isObject, type Json, type JsonObject, objectIn, operationsOf } from '../../scripts/contract/document.ts'
import { adminContract } from '../../src/contract/admin.ts'
import type { Compile } from '../../src/contract/compiled.ts'
import {
  document,
  documentedAnswer,
  type OperationId,
  operations,
  parseBound,
  serialize,
  serializeRow,
} from '../../src/contract/contract.ts'
import { createFormats } from '../../src/contract/formats.ts'

t.test('the operations are those of the vendor, with their paths', async t => {
  t.strictSame(Object.fromEntries(operations.map(op => [op.operationId, `${op.method} ${op.path}`])), {
    getUserEngagementTrend: 'POST /api/public/bot/{streamId}/v2/userEngagementTrend',
    getUserEngagementTrendV1: 'POST /api/public/bot/{streamId}/userEngagementTrend',
    getSessions: 'POST /api/public/bot/{botId}/getSessions',
    getAccountSessions: 'POST /api/public/getSessions',
    listConversations: 'POST /agentassist/api/v1/public/{botId}/aaconversation',
    listInteractions: 'GET /agentassist/api/v1/public/{streamId}/v2/agentassistinteractions',
    queryInteractions: 'POST /agentassist/api/v1/public/{streamId}/v2/agentassistinteractions',
    getWidgetData: 'GET /api/public/bot/{botId}/dashboard/{dashboardName}/widget/{widgetName}',
    queryWidgetData: 'POST /api/public/bot/{botId}/dashboard/{dashboardName}/widget/{widgetName}',
    getMessages: 'GET /api/public/bot/{botId}/getMessages',
    postMessages: 'POST /api/public/bot/{botId}/getMessages',
    postAccountMessages: 'POST /api/public/getMessages',
    getMessagesV2: 'GET /api/public/bot/{botId}/getMessagesV2',
    postMessagesV2: 'POST /api/public/bot/{botId}/getMessagesV2',
    getMessagesLite: 'GET /api/public/bot/{botId}/messages-lite',
    postMessagesLite: 'POST /api/public/bot/{botId}/messages-lite',
    getAgenticHistory: 'GET /agentassist/api/v1/public/{streamId}/aaconversations/{conversationId}/agentic-history',
  })
  const aliases = Object.fromEntries(operations.filter(op => op.aliases).map(op => [op.operationId, op.aliases]))
  const raw = ['/agentassist/api/v1/public/{streamId}/agentassistinteractions']
  // Decision D212: each path of a bot is served under its older name too.
  const older = operations.filter(op => op.path.startsWith('/api/public/bot/'))
  t.equal(older.length, 11)
  t.strictSame(aliases, {
    ...Object.fromEntries(older.map(op => [op.operationId, [op.path.replace('/public/bot/', '/public/stream/')]])),
    listInteractions: raw,
    queryInteractions: raw,
  })
})

t.test('every operation has a scope and a quota, and documents its refusals', async t => {
  for (const op of operations) {
    t.ok(op.scope?.bot ?? op.scope?.account, `${op.operationId} has a scope`)
    t.ok(op.quota?.bucket, `${op.operationId} has a quota`)
    for (const status of [400, 401, 404, 405, 412, 429, 500]) {
      const answer = documentedAnswer(op.operationId, status) as { errors: { msg: string; code: number }[] }
      t.ok(answer.errors[0]?.msg, `${op.operationId} documents ${status}`)
      t.equal(serialize(op.operationId, status, answer), JSON.stringify(answer))
    }
    t.equal(documentedAnswer(op.operationId, 418), undefined)
  }
  t.match(documentedAnswer('getSessions', 429), {
    errors: [
      { msg: "You've exceeded the per-minute rate limit. Please wait for sometime before retrying.", code: 429 },
    ],
  })
})

t.test('every field says where it comes from', async t => {
  const without: string[] = []
  const search = (at: Json | undefined, path: string): void => {
    if (!isObject(at)) return
    for (const [name, property] of Object.entries(objectIn(at, 'properties'))) {
      if (isObject(property) && !('$ref' in property) && property['x-source'] === undefined)
        without.push(`${path}.${name}`)
      search(property, `${path}.${name}`)
    }
    search(at.items, `${path}[]`)
  }
  const schemas = objectIn(objectIn(document(), 'components'), 'schemas')
  for (const [name, schema] of Object.entries(schemas)) search(schema, name)
  t.strictSame(without, [])
})

t.test('a chapter of the facts that a field is cited from names the field', async t => {
  const chapters = new Map<string, string>()
  const facts = readFileSync(join(import.meta.dirname, '../../docs/vendor-facts.md'), 'utf8')
  for (const part of facts.split(/^#+ (?=\d)/m).slice(1)) chapters.set(/^[\d.]+/.exec(part)![0], part)
  const textOf = (number: string) =>
    [...chapters].filter(([name]) => name === number || name.startsWith(`${number}.`)).map(([, text]) => text)
  let count = 0
  const check = (name: string, source: Json | undefined, path: string) => {
    const cited = [...String(source).matchAll(/facts (\d+(?:\.\d+)?)/g)].map(([, number]) => number ?? '')
    // The vendor's own pages are not kept here, so what they say is not looked for.
    if (cited.length === 0 || /\d{3}_/.test(String(source))) return
    count += 1
    if (!cited.flatMap(textOf).join().includes(name)) t.fail(`${path}: ${source} says nothing of ${name}`)
  }
  const search = (at: Json | undefined, path: string): void => {
    if (!isObject(at)) return
    for (const [name, property] of Object.entries(objectIn(at, 'properties'))) {
      if (isObject(property)) check(name, property['x-source'], `${path}.${name}`)
      search(property, `${path}.${name}`)
    }
    search(at.items, `${path}[]`)
  }
  const { schemas, parameters } = objectIn(document(), 'components') as { schemas: JsonObject; parameters: JsonObject }
  for (const [name, schema] of Object.entries(schemas)) search(schema, name)
  for (const [name, at] of Object.entries(parameters)) {
    if (isObject(at)) check(String(at.name), at['x-source'], name)
  }
  t.ok(count > 200, `${count} fields`)
})

t.test('every example meets its schema, and is written with all its fields in their order', async t => {
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: createFormats() })
  for (const contract of [document(), adminContract().document()]) {
    const examples = allExamples(contract as JsonObject)
    t.ok(examples.length > 20)
    for (const { at, schema, value } of examples) {
      const valid = ajv.validate(schema as JsonObject, value)
      t.ok(valid, `${at} ${valid ? '' : ajv.errorsText()}`)
    }
  }
  for (const { at, value } of allExamples(document() as JsonObject)) {
    const [id, part] = at.split(' ')
    if (part === '200') t.equal(serialize(id as OperationId, 200, value as object), JSON.stringify(value), at)
  }
  for (const op of adminContract().operations) {
    const status = op.statuses.find(at => at < 300) ?? 200
    const example = adminContract().documentedAnswer(op.operationId, status)
    if (example !== undefined) {
      t.equal(adminContract().serialize(op.operationId, status, example), JSON.stringify(example), op.operationId)
    }
  }
})

t.test('an operation that takes a body or pages shows how', async t => {
  for (const { operation } of operationsOf(document() as JsonObject)) {
    const examples = allExamples(document() as JsonObject).filter(({ at }) =>
      at.startsWith(`${operation.operationId} `),
    )
    t.ok(
      examples.some(({ at }) => at.includes(' 200 ')),
      `${operation.operationId} shows an answer`,
    )
    if (operation.requestBody)
      t.ok(
        examples.some(({ at }) => at.includes(' request ')),
        'and a request',
      )
  }
})

/** Whatever the row: what is written is under test, not what compiles. */
const writeRow = serializeRow as unknown as (id: string, row: object) => string

t.test('a row alone is written as in its list', async t => {
  const rows: Partial<Record<OperationId, object>> = {}
  for (const { operationId, page } of operations) {
    if (page === undefined) continue
    const answer = documentedAnswer(operationId, 200) as Record<string, object[]>
    const row = answer[page.list]?.[0]
    if (row !== undefined) rows[operationId] = row
    t.equal(writeRow(operationId, row ?? {}), JSON.stringify(row), operationId)
  }
  t.equal(Object.keys(rows).length, 13)
  t.throws(() => writeRow('getWidgetData', {}), /has no paged list/)
})

t.test('an answer holds what the contract names and nothing else', async t => {
  const answer = documentedAnswer('getSessions', 200) as { sessions: object[] }
  const row = { ...answer.sessions[0], secret: 1 }
  t.notMatch(writeRow('getSessions', row), /secret/)
})

t.test('a parameter added to the YAML is validated without further change', async t => {
  const changed = structuredClone(document()) as JsonObject
  const found = operationsOf(changed).find(at => at.operation.operationId === 'getSessions')
  t.ok(found)
  const parameters = found?.operation.parameters as Json[]
  parameters.push({ name: 'flavour', in: 'query', schema: { type: 'integer', maximum: 3, default: 1 } })
  objectIn(changed, 'paths')
  const only = { ...changed, paths: { [found?.path ?? '']: { post: found?.operation } } } as JsonObject
  const code = (await compileOperations(only, 'x')).get('x.getSessions.cjs')
  const module = { exports: (() => ({})) as unknown as Compile }
  new Function('module', 'exports', 'require', code ?? '')(module, module.exports, createRequire(import.meta.url))
  const compiled = module.exports(createFormats())
  const query = { flavour: '4' }
  t.equal(compiled.query(query), false)
  t.match(compiled.query.errors, [{ instancePath: '/flavour', keyword: 'maximum' }])
  const empty: { flavour?: number } = {}
  t.equal(compiled.query(empty), true)
  t.equal(empty.flavour, 1)
})

t.test('the modules need nothing that is not there at run time', async t => {
  const require = createRequire(import.meta.url)
  for (const { operationId } of operations) {
    const file = require.resolve(`../../src/contract/generated/kore.${operationId}.cjs`)
    t.notMatch(readFileSync(file, 'utf8'), /require\("(?!node:)/, operationId)
  }
})

t.test('no name of the contract is one that every object has', async t => {
  const names = new Set<string>()
  JSON.stringify([document(), adminContract().document(), operations], (name, value) => {
    if (name === 'properties' && isObject(value)) for (const field of Object.keys(value)) names.add(field)
    if (name === 'parameters' && Array.isArray(value)) for (const parameter of value) names.add(parameter.name ?? '')
    return value
  })
  t.ok(names.size > 300)
  t.same(
    [...names].filter(name => name in {}),
    [],
  )
})

t.test('an unknown operation is a mistake of the program', async t => {
  t.throws(() => serialize('nobody', 200, {}), /no operation nobody/)
})

t.test('bounds of a range as instants', async t => {
  const day = Date.UTC(2026, 1, 25)
  t.equal(parseBound('2026-02-25', 'lower'), day)
  t.equal(parseBound('2026-02-25', 'upper'), day + 86_399_999)
  for (const joint of [' ', '-', 'T']) t.equal(parseBound(`2026-02-25${joint}01:02:03`, 'upper'), day + 3_723_000)
  t.equal(parseBound('2026-02-25T01:02:03.5Z', 'lower'), day + 3_723_500)
  t.equal(parseBound('2026-02-25T01:02:03.123456Z', 'lower'), day + 3_723_123)
  t.ok(Number.isNaN(parseBound('2026-02-25Tnoon', 'lower')))
})
