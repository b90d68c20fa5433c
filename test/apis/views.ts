import type { Answer, View } from '../../src/apis/operation.ts'
import { bodyText } from '../../src/apis/page.ts'
import { table } from '../../src/apis/table.ts'
import { type OperationId, type RequestOf, type SchemaOf, validate } from '../../src/contract/contract.ts'
import { TEST_BOT, type TestOptions, testWorld } from '../world/helper.ts'

export type SessionRow = SchemaOf<'Session'>
export type MessageRow = SchemaOf<'Message'>

/** A test world seen at an instant. */
export function viewOf(now: string, options: TestOptions = {}): View {
  const world = testWorld(options)
  return { world, now: Date.parse(now), accountId: world.spec.account.id }
}

/** Asks an operation as the server does, without one: the request is validated and its defaults are filled in. */
export function call<Id extends OperationId>(
  view: View,
  id: Id,
  { path = {}, query = {}, body }: { path?: object; query?: Record<string, string>; body?: object } = {},
): Answer {
  const { value, violations } = validate(id, { query, body, headers: { accountid: view.accountId } })
  if (violations.length > 0) throw new Error(JSON.stringify(violations))
  const request = { path: { botId: TEST_BOT, streamId: TEST_BOT, ...path }, ...value } as unknown as RequestOf<Id>
  return (table[id] as (view: View, request: RequestOf<Id>) => Answer)(view, request)
}

/** The rows of an answer as JSON. */
export function texts({ rows = [] }: Answer): string[] {
  return rows.map(bodyText)
}

/** The rows of an answer, read. */
export function rowsOf<Row>(answer: Answer): Row[] {
  return texts(answer).map(text => JSON.parse(text) as Row)
}

const DAY = 86_400_000

/** All sessions of a bot that start in a window, through getSessions week by week, oldest first. */
export function sessionsIn(view: View, from: number, to: number, bot = TEST_BOT): SessionRow[] {
  const found: SessionRow[] = []
  for (let at = from; at <= to; at += 7 * DAY) {
    const body = {
      dateFrom: new Date(at).toISOString(),
      dateTo: new Date(Math.min(to, at + 7 * DAY - 1)).toISOString(),
      limit: 10_000,
    }
    found.push(...rowsOf<SessionRow>(call(view, 'getSessions', { path: { botId: bot }, body })).reverse())
  }
  return found
}
