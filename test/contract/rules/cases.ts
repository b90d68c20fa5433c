import type { OperationId } from '../../../src/contract/contract.ts'
import { ALL_IGNORED, IGNORED, together, WRONG_TYPES } from '../beside-ids.ts'
import { ids, LONGEST, long, type Sent } from '../row.ts'

/** A request, and all that is said of it, as `property message`; nothing: it is good. */
export type Case = readonly [sent: Sent, wrong?: readonly string[] | undefined]

const tooLong = `must have at most ${LONGEST} characters; found ${LONGEST + 1}`
const many = (count: number, value: unknown) => Array.from({ length: count }, () => value)

/** What a list of tags takes: facts 6.1. `send` puts it where the operation has it. */
function tagCases(at: string, send: (tags: unknown) => Sent): Case[] {
  const tag = { name: 'user', values: ['newuser'] }
  const inAnd = (change: object): Sent => send({ and: [{ ...tag, ...change }] })
  return [
    ...['user', 'session', 'message'].map((type): Case => [inAnd({ type })]),
    [inAnd({ type: 'agent' }), [`${at}.and[0].type must be one of user, session, message; found "agent"`]],
    [
      send({ and: [{}], or: [{}] }),
      ['and', 'or'].flatMap(list => [`${at}.${list}[0].name is required`, `${at}.${list}[0].values is required`]),
    ],
    [send({ and: many(100, tag), or: many(100, tag) })],
    [
      send({ and: many(101, tag), or: many(101, tag) }),
      ['and', 'or'].map(list => `${at}.${list} must not have more than 100 items; found 101`),
    ],
    [inAnd({ name: 'x' })],
    [inAnd({ name: '' }), [`${at}.and[0].name must not be empty`]],
    [inAnd({ name: long(LONGEST) })],
    [inAnd({ name: long(LONGEST + 1) }), [`${at}.and[0].name ${tooLong}`]],
    [inAnd({ values: ids(100) })],
    [inAnd({ values: ids(101) }), [`${at}.and[0].values must not have more than 100 items; found 101`]],
    [inAnd({ values: [long(LONGEST)] })],
    [
      inAnd({ values: [long(LONGEST + 1), 5] }),
      [`${at}.and[0].values[1] must be text; found 5`, `${at}.and[0].values[0] ${tooLong}`],
    ],
  ]
}

/** What stands in a list of texts. */
const itemCases = (name: string, place: 'query' | 'body' = 'body'): Case[] => [
  [{ [place]: { [name]: [long(LONGEST)] } }],
  [{ [place]: { [name]: ['x', long(LONGEST + 1)] } }, [`${place}.${name}[1] ${tooLong}`]],
  ...(place === 'query' ? [] : [[{ body: { [name]: ['x', 5] } }, [`body.${name}[1] must be text; found 5`]] as const]),
]

const filterCases: Case[] = (() => {
  const at = 'body.customFilters[0]'
  const send = (change: object): Sent => ({
    body: { customFilters: [{ filterSource: 'userType', fieldName: 'user', values: ['newuser'], ...change }] },
  })
  const text = (name: string): Case[] => [
    [send({ [name]: 'x' })],
    [send({ [name]: '' }), [`${at}.${name} must not be empty`]],
    [send({ [name]: long(LONGEST) })],
    [send({ [name]: long(LONGEST + 1) }), [`${at}.${name} ${tooLong}`]],
  ]
  return [
    [
      { body: { customFilters: [{}] } },
      ['filterSource', 'fieldName', 'values'].map(name => `${at}.${name} is required`),
    ],
    ...text('filterSource'),
    ...text('fieldName'),
    [send({ values: ids(LONGEST) })],
    [send({ values: ids(LONGEST + 1) }), [`${at}.values must not have more than 1000 items; found 1001`]],
    [send({ values: ['x', 5, true, long(LONGEST)] })],
    [send({ values: [null] }), [`${at}.values[0] must be text or a number or true or false; found null`]],
    [send({ values: [long(LONGEST + 1)] }), [`${at}.values[0] ${tooLong}`]],
  ]
})()

const tagsInBody = tagCases('body.tags', tags => ({ body: { tags } }))
const tagsInQuery = tagCases('query.tags', tags => ({ query: { tags: JSON.stringify(tags) } }))

/** Ruling R27. */
const ALONE: Sent = { body: { sessionId: ['x'] } }
const besideIds: Case[] = [
  ...IGNORED.map(([, other]): Case => [together(ALONE, other)]),
  [together(ALONE, ALL_IGNORED)],
  ...WRONG_TYPES.map(([other, said]): Case => [together(ALONE, other), said]),
]

const sessions = [...tagsInBody, ...itemCases('sessionId'), ...besideIds]
const interactions = ['conversationIds', 'sessionIds', 'channels', 'agentIds'].flatMap(name => itemCases(name))
/** Ruling R26: one of three must say whose messages; an empty text says nothing. */
const whose: Case[] = [
  [{ query: { userId: undefined, callId: 'c' } }],
  [{ query: { userId: undefined, sessionId: 's' } }],
  [{ query: { userId: undefined, callId: '' } }, ['query.userId is required']],
  [{ query: { userId: undefined } }, ['query.userId is required']],
]
const messages = [...tagsInQuery, ...itemCases('sessionId', 'query')]
const messagesBody = [...messages, ...tagsInBody, ...itemCases('sessionId')]

/** What rows of a table cannot say: values inside of values, and fields that need each other. */
export const CASES: Readonly<Partial<Record<OperationId, readonly Case[]>>> = {
  getUserEngagementTrend: itemCases('channels', 'query'),
  getUserEngagementTrendV1: [...itemCases('channels', 'query'), ...itemCases('channel', 'query')],
  getSessions: sessions,
  getAccountSessions: sessions,
  listConversations: itemCases('conversationIds'),
  listInteractions: interactions,
  queryInteractions: interactions,
  queryWidgetData: filterCases,
  getMessages: [...messages, ...whose],
  getMessagesV2: [...messages, ...whose],
  postMessages: messagesBody,
  postAccountMessages: messagesBody,
  postMessagesV2: messagesBody,
  postMessagesLite: [
    [{ body: { type: ['incoming', 'outgoing'] } }],
    [{ body: { type: ['sideways'] } }, ['body.type[0] must be one of incoming, outgoing; found "sideways"']],
  ],
}

/** What is read as something else: a field under its other name, and one that stands in the query (ruling R25). */
export const READINGS: readonly (readonly [
  id: OperationId,
  sent: Sent,
  place: 'query' | 'body',
  name: string,
  read: unknown,
])[] = [
  ...(
    [
      'getSessions',
      'getAccountSessions',
      'postMessages',
      'postAccountMessages',
      'postMessagesV2',
      'postMessagesLite',
    ] as const
  ).map(id => [id, { body: { offset: 7 } }, 'body', 'skip', 7] as const),
  ...(['getMessages', 'getMessagesV2', 'getMessagesLite'] as const).map(
    id => [id, { query: { offset: '7' } }, 'query', 'skip', 7] as const,
  ),
  ...(['postMessages', 'postAccountMessages', 'postMessagesV2', 'postMessagesLite', 'queryWidgetData'] as const).map(
    id => [id, { query: { limit: '7' } }, 'body', 'limit', 7] as const,
  ),
  // The other name of the page's begin, in the query of an operation whose fields may stand there.
  ...(['postMessages', 'postAccountMessages', 'postMessagesV2', 'postMessagesLite'] as const).map(
    id => [id, { query: { offset: '7' } }, 'query', 'skip', 7] as const,
  ),
  ['getUserEngagementTrendV1', { query: { channel: 'rtm' } }, 'query', 'channels', ['rtm']],
  // Ruling R27: what stands beside ids is not read.
  ...(['getSessions', 'getAccountSessions'] as const).flatMap(
    id =>
      [
        [id, { ...ALONE, query: { containmentType: 'agent' } }, 'query', 'containmentType', undefined],
        [id, together(ALONE, { body: { dateFrom: '2026-03-02' } }), 'body', 'dateFrom', undefined],
        [id, together(ALONE, { body: { limit: 5 } }), 'body', 'limit', 100],
      ] as const,
  ),
]
