import type { Envelope } from '../contract/compiled.ts'
import { envelope, serialize } from '../contract/contract.ts'
import { own } from '../contract/own.ts'
import type { PageRule } from '../contract/types.ts'
import type { World } from '../world/types.ts'
import type { Answer, ValidRequest, View } from './operation.ts'
import { Page } from './page.ts'
import { shiftPage } from './shift-page.ts'
import { table } from './table.ts'

/** Everything that an answer follows from but its world. Plain data, so that it can go to another thread. */
export interface Question extends Omit<View, 'world'> {
  /** Of an operation in the table. */
  readonly operationId: string
  readonly request: ValidRequest
  /** A fault of the page that is in force, and how the operation pages. */
  readonly pageFault?: { readonly kind: 'shift' | 'repeat-last'; readonly rule: PageRule }
}

/** Any operation: that the request is of the type it expects was seen by its own validator. */
type UncheckedOperation = (view: View, request: ValidRequest) => Answer

const operationsById = table as unknown as Readonly<Record<string, UncheckedOperation>>
/** That the body is of the type that its operation has was seen where it was made. */
const writeEnvelope = envelope as unknown as (operationId: string, body: object) => Envelope

/**
 * What the operation says; with a fault of the page, the page as it would come from a list in motion.
 * @throws UnknownName for a dashboard or widget that is not there
 */
export function ask(world: World, question: Question): Answer {
  const { operationId, request, now, accountId, appBots, pageFault } = question
  const operation = own(operationsById, operationId)!
  const view: View = { world, now, accountId, ...(appBots === undefined ? undefined : { appBots }) }
  if (pageFault === undefined) return operation(view, request)
  return shiftPage(pageFault.kind, pageFault.rule, request, other => operation(view, other))
}

/** The body as it is sent: the rows between what stands around them. */
export function writeBody(operationId: string, { body, rows }: Answer): string | Page {
  if (rows === undefined) return serialize(operationId, 200, body)
  const { head, tail } = writeEnvelope(operationId, body)
  return rows.length === 0 ? head + tail : new Page(head, rows, tail)
}
