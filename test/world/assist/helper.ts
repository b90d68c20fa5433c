import { createRequire } from 'node:module'
import { getAgenticHistory } from '../../../src/apis/agentic-history/operation.ts'
import { writeBody } from '../../../src/apis/ask.ts'
import { listConversations } from '../../../src/apis/conversations/operation.ts'
import { listInteractions } from '../../../src/apis/interactions/operation.ts'
import type { Answer, View } from '../../../src/apis/operation.ts'
import { bodyText } from '../../../src/apis/page.ts'
import { document, type SchemaOf } from '../../../src/contract/contract.ts'
import { createFormats } from '../../../src/contract/formats.ts'
import type { ContentPack, PackArticle, PackCoaching, PackWords } from '../../../src/world/pack.ts'
import type { World } from '../../../src/world/types.ts'
import { TEST_BOT, type TestOptions, testWorld, tinyPack } from '../helper.ts'

export type Conversation = SchemaOf<'Conversation'>
export type Segment = SchemaOf<'Segment'>

const KINDS = ['faq', 'web', 'file', 'answer'] as const

/** A small world whose bot has articles of every kind, two playbooks and three coaching rules. */
export function assistWorld(options: TestOptions = {}): World {
  const pack = tinyPack()
  const { en } = pack.words
  const both = pack.intents.flatMap(({ name }) =>
    KINDS.map(kind => ({ key: `${name.toLowerCase().replaceAll(' ', '-')}-${kind}`, name, kind })),
  )
  const articles = both.map(
    ({ key, name, kind }): PackArticle => ({ key, url: `https://help.example.com/${key}`, kind, intent: name }),
  )
  const rules: PackCoaching[] = [
    { name: 'Empathy', actionType: 'nudge', expression: 'positive' },
    { name: 'Dead Air', actionType: 'hint', expression: 'warning' },
    { name: 'Escalation', actionType: 'email_manager', expression: 'critical' },
  ]
  const words: PackWords = {
    ...en!,
    articles: Object.fromEntries(
      both.map(({ key, name, kind }) => [key, { title: `${name} ${kind}`, text: `All about ${name}, as ${kind}.` }]),
    ),
    coaching: Object.fromEntries(
      rules.map(({ name }) => [name, { title: name, body: `${name}, please.`, criteria: `${name} seen` }]),
    ),
  }
  const assist: ContentPack = {
    ...pack,
    intents: pack.intents.map(intent => ({ ...intent, slots: { number: 'digits:4', date: 'date:1..9' } })),
    articles,
    playbooks: [...pack.playbooks, { name: 'Complaint', type: 'dynamic' as const, stages: { Listen: 1, Repair: 2 } }],
    coaching: rules,
    words: { en: words, es: words, de: words },
  }
  return testWorld({ packs: { tiny: assist }, containment: { selfService: 30, dropOff: 10, agent: 60 }, ...options })
}

function viewOf(world: World, now: number | string): View {
  return { world, now: typeof now === 'string' ? Date.parse(now) : now, accountId: world.spec.account.id }
}

/** What leaves when the rows are put into their list. */
function whole(operationId: string, answer: Answer): object {
  return JSON.parse(bodyText(writeBody(operationId, answer)))
}

export interface ConversationsAsked {
  readonly from: string
  readonly to: string
  readonly page?: number
  readonly limit?: number
  readonly includeHistory?: boolean
  readonly includeAgenticHistory?: boolean
  readonly includeFeedback?: boolean
  readonly includeSummary?: boolean
  readonly conversationIds?: string[]
}

/** Every include there is. */
export const ALL = { includeHistory: true, includeAgenticHistory: true, includeFeedback: true, includeSummary: true }

/** One page of aaconversation. */
export function conversations(
  world: World,
  now: number | string,
  asked: ConversationsAsked,
  botId = TEST_BOT,
): SchemaOf<'ConversationsResponse'> {
  const body = {
    page: 1,
    limit: 20,
    includeHistory: false,
    includeAgenticHistory: false,
    includeFeedback: false,
    includeSummary: false,
    widgetLoaded: false,
    ...asked,
  }
  const request = { path: { botId }, query: {}, headers: { accountid: world.spec.account.id }, body }
  return whole(
    'listConversations',
    listConversations(viewOf(world, now), request as never),
  ) as SchemaOf<'ConversationsResponse'>
}

export interface SegmentsAsked {
  readonly from: string
  readonly to: string
  readonly offset?: number
  readonly limit?: number
  readonly includeAgenticData?: boolean
}

/** One page of raw data. */
export function interactions(
  world: World,
  now: number | string,
  asked: SegmentsAsked,
  filter?: SchemaOf<'InteractionsFilter'>,
  botId = TEST_BOT,
): SchemaOf<'InteractionsResponse'> {
  const query = { offset: 0, limit: 100, includeAgenticData: false, ...asked }
  const request = { path: { streamId: botId }, query, headers: { accountid: world.spec.account.id }, body: filter }
  return whole(
    'listInteractions',
    listInteractions(viewOf(world, now), request as never),
  ) as SchemaOf<'InteractionsResponse'>
}

/** One page of agentic history. */
export function agenticHistory(
  world: World,
  now: number | string,
  conversationId: string,
  asked: { page?: number; limit?: number; search?: boolean } = {},
): SchemaOf<'AgenticHistory'> {
  const query = { page: 1, limit: 100, search: false, ...asked }
  const request = { path: { streamId: TEST_BOT, conversationId }, query, headers: {}, body: {} }
  return whole(
    'getAgenticHistory',
    getAgenticHistory(viewOf(world, now), request as never),
  ) as SchemaOf<'AgenticHistory'>
}

/** All conversations of a range, page by page. */
export function allConversations(world: World, now: number | string, asked: ConversationsAsked): Conversation[] {
  const found: Conversation[] = []
  for (let page = 1; ; page++) {
    const answer = conversations(world, now, { ...asked, page })
    found.push(...answer.results)
    if (!answer.hasMore) return found
  }
}

/** All segments of a window, page by page. */
export function allSegments(world: World, now: number | string, asked: SegmentsAsked, limit = 100): Segment[] {
  const found: Segment[] = []
  for (;;) {
    const answer = interactions(world, now, { ...asked, limit, offset: found.length })
    found.push(...answer.data)
    if (!answer.hasMore) return found
  }
}

let compile: ((schema: string) => (value: unknown) => string | undefined) | undefined

/** What is wrong with a value by a schema of the contract; undefined: nothing. */
export function problem(schema: string, value: unknown): string | undefined {
  compile ??= compiler()
  return compile(schema)(value)
}

function compiler(): (schema: string) => (value: unknown) => string | undefined {
  const { Ajv2020 } = createRequire(import.meta.url)('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js')
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  for (const [name, format] of Object.entries(createFormats())) ajv.addFormat(name, format)
  ajv.addSchema({ $id: 'kore://contract', ...document() })
  const known = new Map<string, (value: unknown) => string | undefined>()
  return schema => {
    let check = known.get(schema)
    if (check === undefined) {
      const validate = ajv.compile({
        $ref: `kore://contract#/components/schemas/${schema}`,
        unevaluatedProperties: false,
      })
      check = value => (validate(value) ? undefined : JSON.stringify(validate.errors).slice(0, 800))
      known.set(schema, check)
    }
    return check
  }
}
