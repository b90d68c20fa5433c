import t from 'tap'
import {
  isObject,
  type Json,
  type JsonObject,
  jsonSchema,
  type Located,
  objectIn,
  operationsOf,
  parameterSchema,
  parametersOf,
  requestBodyOf,
  resolve,
} from '../../scripts/contract/document.ts'
import { document } from '../../src/contract/contract.ts'
import { ACCOUNT, ask, BOT, buildApp } from '../helper.ts'

/**
 * Each parameter of the contract does something: with another value of it some answer is another one. One that by its
 * nature has no effect says `x-no-effect` and why.
 */
const app = buildApp(t)
const kore = document() as JsonObject
const DAY = '2026-03-05'
const RANGE = { from: '2026-03-04', to: DAY }

type Fields = Readonly<Record<string, unknown>>

interface Question {
  readonly path?: Fields
  readonly query?: Fields
  readonly body?: Fields
  readonly header?: Fields
}

type Place = keyof Question

interface Parameter {
  readonly place: Place
  readonly name: string
  readonly schema: JsonObject
  readonly noEffect: Json | undefined
}

function parametersIn({ operation }: Located): Parameter[] {
  const body = requestBodyOf(kore, operation)
  const bodySchema = body === undefined ? undefined : resolve(kore, jsonSchema(kore, body))
  return [
    ...parametersOf(kore, operation).map(at => {
      const schema = parameterSchema(kore, at)
      return {
        place: at.in as Place,
        name: String(at.name),
        schema,
        noEffect: at['x-no-effect'] ?? schema['x-no-effect'],
      }
    }),
    ...Object.entries(objectIn(bodySchema, 'properties')).map(([name, property]) => {
      const schema = resolve(kore, property)
      const noEffect = (isObject(property) ? property['x-no-effect'] : undefined) ?? schema['x-no-effect']
      return { place: 'body' as const, name, schema, noEffect }
    }),
  ]
}

/** Values that the schema allows, most of them any. */
function valuesOf(schema: JsonObject): unknown[] {
  if (Array.isArray(schema.enum)) return schema.enum
  const type = [schema.type].flat()[0]
  if (type === 'boolean') return [true, false]
  if (type === 'integer' || type === 'number') return [2, 1, 3, 0, -1]
  if (type === 'array') return valuesOf(resolve(kore, schema.items)).map(value => [value])
  if (type === 'object') {
    const properties = Object.entries(objectIn(schema, 'properties'))
    const required = Array.isArray(schema.required) ? schema.required : properties.slice(0, 1).map(([name]) => name)
    const named = properties.filter(([name]) => required.includes(name))
    return [Object.fromEntries(named.map(([name, property]) => [name, valuesOf(resolve(kore, property))[0]]))]
  }
  if (/date|day|time$/.test(String(schema.format))) return ['2026-03-04', '2026-03-03', DAY, '2026-02-28']
  return schema.format === 'time-zone' ? ['Asia/Kolkata'] : ['nobody']
}

const textOf = (value: unknown) => {
  if (Array.isArray(value)) return value.join()
  return isObject(value) ? JSON.stringify(value) : String(value)
}

async function answerOf({ path, method }: Located, { path: names = {}, query = {}, body, header = {} }: Question) {
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(names[name] ?? BOT)))
  const search = new URLSearchParams(
    Object.fromEntries(Object.entries(query).map(([name, value]) => [name, textOf(value)])),
  )
  const headers = { accountid: String(header.accountId ?? ACCOUNT) }
  // On GET the filters of raw data may stand in a body too.
  const sent = body === undefined || Object.keys(body).length === 0 ? {} : { body }
  return await ask(app, method as 'GET', `${url}?${search}`, { ...sent, headers })
}

/** A request without a field, wherever it may stand: a body goes before a query. */
function without(question: Question, name: string): Question {
  const { [name]: _query, ...query } = question.query ?? {}
  const { [name]: _body, ...body } = question.body ?? {}
  return { ...question, query, body }
}

/** Whether some value of a parameter gives another answer to one of the questions. */
async function hasEffect(located: Located, parameter: Parameter, questions: readonly Question[]): Promise<boolean> {
  const { place, name, schema } = parameter
  const mayFail = place === 'path' || place === 'header'
  for (const question of questions) {
    const given = question[place]?.[name]
    const plain = without(question, name)
    const values = [given, ...valuesOf(schema)].filter(value => value !== undefined)
    const answers = new Set<string>()
    const ask = async (asked: Question) => {
      const { status, text } = await answerOf(located, asked)
      if (status === 200 || (mayFail && status !== 412)) answers.add(`${status} ${text}`)
      return answers.size > 1
    }
    await ask(plain)
    for (const value of values) {
      if (await ask({ ...plain, [place]: { ...plain[place], [name]: value } })) return true
    }
  }
  return false
}

const operations = operationsOf(kore)
const located = (id: string) => operations.find(({ operation }) => operation.operationId === id)!
const post = async (id: string, body: object) => (await answerOf(located(id), { body: body as Fields })).json

/** Questions with something to see in their answers: of each channel a session with the bot and one with an agent. */
async function makeQuestions(): Promise<Record<string, readonly Question[]>> {
  const range = { dateFrom: RANGE.from, dateTo: RANGE.to }
  const { sessions } = await post('getSessions', { ...range, limit: 10_000 })
  const one = new Map<string, { userId: string; channel: string; sessionId: string }>()
  for (const session of sessions) {
    const { channel, containmentType, noOfMessagesExchanged } = session
    const kind = `${channel} ${containmentType === 'agent'}`
    if (noOfMessagesExchanged > 6 && !one.has(kind)) one.set(kind, session)
  }
  const { results } = await post('listConversations', { ...RANGE, limit: 20 })
  const { messages } = await post('postMessages', { dateFrom: DAY, dateTo: DAY, limit: 100 })
  const ofPerson: Question[] = [...one.values()].map(({ userId, channel }) => ({
    query: { ...range, userId, channelType: channel, limit: 5 },
  }))
  const perSession = [...one.values()].map(({ sessionId }) => ({ body: { sessionId: [sessionId], limit: 100 } }))
  const many: Question[] = [
    { body: { ...range, limit: 5 } },
    { body: { msgId: messages[50]._id, limit: 5 } },
    ...perSession,
  ]
  const everything = { includeHistory: true, includeAgenticHistory: true, includeFeedback: true, includeSummary: true }
  const liteUsers: Question[] = [...one.values()].map(({ userId }) => ({ query: { userId, limit: 2 } }))
  const segments = [
    { query: { from: DAY, to: DAY, limit: 5 } },
    { query: { from: '2026-03-03', to: '2026-03-03 02:00:00', limit: 100 } },
  ]
  const trend = { start_date: RANGE.from, end_date: '2026-03-09', aggregation_type: 'daily' }
  const widgets = ['Heavy Users', 'Top Failure Tasks', 'Sessions By Containment'].map(widgetName => ({
    path: { dashboardName: 'Operations', widgetName },
    query: { startDate: RANGE.from, endDate: RANGE.to, limit: 5 },
  }))
  return {
    getUserEngagementTrend: [{ query: trend }],
    getUserEngagementTrendV1: [{ query: trend }],
    getSessions: [{ body: { ...range, limit: 5 } }],
    getAccountSessions: [{ body: { ...range, limit: 5 } }],
    getMessages: ofPerson,
    getMessagesV2: ofPerson,
    postMessages: many,
    postMessagesV2: many,
    postAccountMessages: many,
    getMessagesLite: liteUsers,
    postMessagesLite: [{ body: { ...range, limit: 5 } }],
    listConversations: [{ body: { ...RANGE, limit: 5, ...everything } }],
    listInteractions: segments,
    queryInteractions: segments,
    getWidgetData: widgets,
    queryWidgetData: widgets,
    getAgenticHistory: results.map(({ convId }: { convId: string }) => ({
      path: { conversationId: convId },
      query: { page: 1, limit: 2 },
    })),
  }
}

t.test('each parameter changes some answer, or says why it does not', async t => {
  const questions = await makeQuestions()
  for (const at of operations) {
    const { operationId } = at.operation
    const asked = questions[operationId]
    if (asked === undefined) {
      t.fail(`${operationId} has no question here: name one whose answer has something to see`)
      continue
    }
    t.equal((await answerOf(at, asked[0]!)).status, 200, `${operationId}: its question is answered`)
    for (const parameter of parametersIn(at)) {
      const { place, name, noEffect } = parameter
      const what = `${operationId}: ${place} ${name}`
      const found = await hasEffect(at, parameter, asked)
      if (noEffect === undefined) t.ok(found, `${what} does something (else it says x-no-effect and why)`)
      else t.notOk(found, `${what} says that it has no effect`)
    }
  }
})

t.test('who says that it has no effect says why', async t => {
  for (const at of operations) {
    for (const { name, noEffect } of parametersIn(at)) {
      if (noEffect !== undefined) t.match(noEffect, /\w+ \w+/, `${at.operation.operationId} ${name}`)
    }
  }
})
