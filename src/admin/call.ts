import type { IncomingMessage, ServerResponse } from 'node:http'
import type { operations as Operations } from '../contract/generated/admin-types.ts'
import type { Mock } from '../mock/mock.ts'

/** Operations of `openapi/admin.yaml`. */
export type AdminId = keyof Operations

type FilledIn<Type> = [NonNullable<Type>] extends [never] ? Record<never, never> : NonNullable<Type>
type BodyOf<Id extends AdminId> = Operations[Id] extends { requestBody?: infer Body }
  ? NonNullable<Body> extends { content: { 'application/json': infer Json } }
    ? Json
    : Record<never, never>
  : Record<never, never>

/** A valid request of an admin operation; defaults are filled in. */
export interface AdminCall<Id extends AdminId = AdminId> {
  readonly mock: Mock
  readonly path: FilledIn<Operations[Id]['parameters']['path']>
  readonly query: FilledIn<Operations[Id]['parameters']['query']>
  /** The `X-Test-Id` of the call, where it is one that can be for a test id. In `query.testId` it is already. */
  readonly callerTestId: string | undefined
  /** Names of the query parameters that were sent, defaults not among them. */
  readonly sent: ReadonlySet<string>
  readonly body: BodyOf<Id>
  /** For streams; who writes to it gives no answer. */
  readonly raw: { readonly request: IncomingMessage; readonly response: ServerResponse }
  /** Calls `end` when the mock closes or the client leaves; once. */
  onClose(end: () => void): void
}

/** What an operation gives; a text goes out as it is, pieces of one as they are made. */
export interface AdminAnswer {
  readonly status?: number
  readonly body: object | string | AsyncIterable<string>
  readonly headers?: Readonly<Record<string, string>>
}

/** An admin operation without HTTP; undefined: it writes to `raw` itself. It throws a `Refusal` for what is not there. */
type AdminOperation<Id extends AdminId> = (
  call: AdminCall<Id>,
) => AdminAnswer | undefined | Promise<AdminAnswer | undefined>

/** One function for each operation; one too few or too many does not compile. */
export type AdminTable = { readonly [Id in AdminId]: AdminOperation<Id> }
