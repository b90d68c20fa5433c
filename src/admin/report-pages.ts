import { bodyText } from '../apis/page.ts'
import type { PageRule } from '../contract/types.ts'
import type { Entry } from '../control/control.ts'
import type { Exchanged } from '../control/exchanged.ts'
import { entryId } from '../control/journal.ts'
import { bodyOf, parsedBody, pathOf, queryOf, statusOf } from '../control/read-exchange.ts'

/** A walk through pages that stopped early. */
export interface UnreadPages {
  readonly operationId: string
  readonly botId: string | null
  /** Pages that were read. */
  readonly pagesRead: number
  /** The last of them: its answer says that there is more. */
  readonly id: string
}

/** How far the flag may stand from either end of an answer, in characters; rows may be megabytes. */
const NEAR = 2_000
const MORE_FLAG = /"(?:moreAvailable|hasMore)"\s*:\s*(true|false)/

/**
 * Requests that differ only in the page they ask for are one walk. It is unread when none of its answers said that it was
 * the last page.
 * @param entries oldest first.
 */
export function unreadPages(entries: readonly Entry[]): UnreadPages[] {
  const walks = new Map<string, { read: number; last: Entry; done: boolean }>()
  for (const entry of entries) {
    const x = entry.exchange
    const rule = x.op?.page
    if (rule === undefined || statusOf(x) !== 200) continue
    const more = saysMore(x)
    if (more === undefined) continue
    const key = walkKey(x, rule)
    const walk = walks.get(key) ?? { read: 0, last: entry, done: false }
    walks.set(key, { read: walk.read + 1, last: entry, done: walk.done || !more })
  }
  return [...walks.values()]
    .filter(walk => !walk.done)
    .map(({ read, last }) => ({
      operationId: last.exchange.op?.operationId ?? '',
      botId: last.exchange.botId ?? null,
      pagesRead: read,
      id: entryId(last.number),
    }))
}

function saysMore(x: Exchanged): boolean | undefined {
  const body = x.answer?.body
  if (body === undefined) return undefined
  const text = bodyText(body)
  const found = MORE_FLAG.exec(text.slice(0, NEAR)) ?? MORE_FLAG.exec(text.slice(-NEAR))
  return found === null ? undefined : found[1] === 'true'
}

/** Everything that was asked, without the page. */
function walkKey(x: Exchanged, rule: PageRule): string {
  const paging = [rule.size, rule.skip, rule.page]
  const rest = (fields: object) =>
    Object.entries(fields)
      .filter(([name]) => !paging.includes(name))
      .sort(([a], [b]) => (a < b ? -1 : 1))
  const body = bodyOf(x)
  const fields = body === undefined ? undefined : parsedBody(body)
  return JSON.stringify([
    x.method,
    pathOf(x),
    x.clientId,
    x.controlHeaders.testId,
    rest(queryOf(x)),
    typeof fields === 'object' && fields !== null ? rest(fields) : fields,
  ])
}
