import { serialize } from '../contract/contract.ts'
import type { PageRule } from '../contract/types.ts'
import type { World } from '../world/world.ts'
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
type AnyOperation = (view: View, request: ValidRequest) => Answer

const operations = table as unknown as Readonly<Record<string, AnyOperation>>

/**
 * What the operation says; with a fault of the page, the page as it would come from a list in motion.
 * @throws UnknownName for a dashboard or widget that is not there
 */
export function ask(world: World, question: Question): Answer {
  const { operationId, request, now, accountId, appBots, pageFault } = question
  const operation = operations[operationId]!
  const view: View = { world, now, accountId, ...(appBots === undefined ? undefined : { appBots }) }
  if (pageFault === undefined) return operation(view, request)
  return shiftPage(pageFault.kind, pageFault.rule, request, other => operation(view, other))
}

/** The body by the contract, with the ready rows put into its empty list. */
export function writeBody(operationId: string, { body, list, rows }: Answer): string | Page {
  const text = serialize(operationId, 200, body)
  if (list === undefined || rows === undefined || rows.length === 0) return text
  const empty = `"${list}":[]`
  const at = text.indexOf(empty)
  if (at < 0) throw new Error(`${operationId}: its answer has no empty list "${list}" to put the rows into`)
  const inside = at + empty.length - 1
  return new Page(text.slice(0, inside), rows, text.slice(inside))
}
