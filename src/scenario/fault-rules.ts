import { isBotId } from '../contract/bot-id.ts'
import { inQuotes } from '../contract/short-text.ts'
import type { OperationInfo } from '../contract/types.ts'
import type { FaultAction, FaultMatch, FaultSpec } from './types.ts'

/*
 * What a fault has wrong that no schema says: it is set, and no call can ever be meant by it (decision D228). The same holds for
 * scenario files, admin API and programs.
 */

/** Something wrong in a fault: where, below the fault, what it must be, and what was found. */
export interface BrokenFault {
  readonly path: readonly string[]
  readonly must: string
  readonly found: string
}

type KnownOperation = Pick<OperationInfo, 'operationId' | 'botParam' | 'page'>

/** A token of RFC 9110, 5.6.2. */
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/
/** What Node lets through, in its reading of bytes as Latin-1. */
const HEADER_TEXT = /^[\t\x20-\x7e\x80-\xff]*$/
const BLANK_END = /^[\t ]|[\t ]$/

/** What is wrong with a fault beyond its schema; of an operation that there is not only others speak. */
export function brokenFault({ match = {}, fault }: FaultSpec, operations: readonly KnownOperation[]): BrokenFault[] {
  const op = operations.find(({ operationId }) => operationId === match.operationId)
  return [
    ...brokenDelay(fault),
    ...(op === undefined ? [] : brokenTarget(fault, match, op)),
    ...brokenBot(match),
    ...brokenHeaders(match),
  ]
}

function brokenDelay(fault: FaultAction): BrokenFault[] {
  if (!('delay' in fault) || fault.delay.type !== 'uniform') return []
  const { min, max } = fault.delay
  return min <= max
    ? []
    : [{ path: ['fault', 'delay', 'min'], must: `must be at most max, ${max}`, found: String(min) }]
}

/** What its operation does not have. */
function brokenTarget(fault: FaultAction, { botId }: FaultMatch, op: KnownOperation): BrokenFault[] {
  const broken: BrokenFault[] = []
  if ('page' in fault && op.page === undefined) {
    const must = `must be another fault: ${op.operationId} has no pages`
    broken.push({ path: ['fault', 'page'], must, found: fault.page })
  }
  if (botId !== undefined && op.botParam === undefined) {
    const must = `must be left out: ${op.operationId} is not about one bot`
    broken.push({ path: ['match', 'botId'], must, found: inQuotes(botId) })
  }
  return broken
}

function brokenBot({ botId }: FaultMatch): BrokenFault[] {
  if (botId === undefined || isBotId(botId)) return []
  const must = 'must be st- and letters, digits, hyphens, 128 characters at most'
  return [{ path: ['match', 'botId'], must, found: inQuotes(botId) }]
}

/** Headers that no request can have; of their values nothing is told, which may be secrets. */
function brokenHeaders({ header = {}, ...match }: FaultMatch): BrokenFault[] {
  const broken: BrokenFault[] = []
  for (const [name, value] of Object.entries(header)) {
    const path = ['match', 'header', name]
    if (!HEADER_NAME.test(name)) broken.push({ path, must: 'must be the name of a header', found: inQuotes(name) })
    else if (!isHeaderText(value)) broken.push({ path, must: MUST_BE_HEADER_TEXT, found: 'another text' })
  }
  for (const name of ['testId', 'exceptTestId'] as const) {
    const testId = match[name]
    if (testId === undefined || isHeaderText(testId)) continue
    broken.push({ path: ['match', name], must: MUST_BE_HEADER_TEXT, found: inQuotes(testId) })
  }
  return broken
}

const MUST_BE_HEADER_TEXT = 'must be what a header can hold: one line of Latin-1, with no blank at either end'

const isHeaderText = (text: string) => HEADER_TEXT.test(text) && !BLANK_END.test(text)
