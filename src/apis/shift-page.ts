import type { PageRule } from '../contract/types.ts'
import { pageBefore } from './neighbour-page.ts'
import type { ValidRequest } from './operation.ts'
import { numberIn } from './request-fields.ts'

const TOTAL_FIELD = /^total(count|records|results)?$/i
const MORE_FIELD = /^(has|is)?more/i

/** The part of an operation's answer that pages. */
export interface PagedAnswer {
  readonly body: object
  readonly rows?: readonly unknown[]
}

/**
 * Lets a page go wrong the way live lists do.
 *
 * - `shift`: a row has arrived at the head of the list since the first page was read, so every later page begins one row
 *   early: a client that pages by position meets the last row of the page before once more. Totals grow by one.
 * - `repeat-last`: an unstable order. The first row of the page is the last row of the page before, and the row that
 *   belongs there is missing. Totals stay.
 *
 * The first page, and answers that do not page, stay as they are.
 *
 * @param ask gives the operation's answer for a request; asked twice.
 */
export function shiftPage<Answer extends PagedAnswer>(
  kind: 'shift' | 'repeat-last',
  rule: PageRule,
  request: ValidRequest,
  ask: (request: ValidRequest) => Answer,
): Answer {
  const answer = ask(request)
  const before = pageBefore(rule, request)
  if (before === undefined || answer.rows === undefined) return answer
  const rowsBefore = ask(before).rows ?? []
  const last = rowsBefore.at(-1)
  const size = numberIn(request, rule.size) ?? answer.rows.length
  // A page that is not full has room for the row that arrived.
  if (last === undefined || rowsBefore.length < (numberIn(before, rule.size) ?? 1)) return answer
  if (kind === 'repeat-last') {
    return answer.rows.length === 0 ? answer : { ...answer, rows: [last, ...answer.rows.slice(1)] }
  }
  const rows = [last, ...answer.rows].slice(0, size)
  return { ...answer, rows, body: oneMore(answer.body, rows.length, answer.rows.length === size, size) }
}

/** Totals of the body, one higher; `pushed`: the page's last row has moved on to the next page, so there is one. */
function oneMore(body: object, rows: number, pushed: boolean, size: number): object {
  const entries = Object.entries(body)
  const total = entries.find(([name, value]) => TOTAL_FIELD.test(name) && typeof value === 'number')
  return Object.fromEntries(
    entries.map(([name, value]) => {
      if (name === total?.[0]) return [name, total[1] + 1]
      if (name === 'numResults') return [name, rows]
      if (name === 'totalPages' && total !== undefined) return [name, Math.ceil((total[1] + 1) / size)]
      return typeof value === 'boolean' && MORE_FIELD.test(name) ? [name, value || pushed] : [name, value]
    }),
  )
}
