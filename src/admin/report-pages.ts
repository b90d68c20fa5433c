import { createHash } from 'node:crypto'
import { otherFields } from '../apis/request-fields.ts'
import { saysMore } from '../apis/says-more.ts'
import type { PageRule } from '../contract/types.ts'
import type { Entry } from '../control/control.ts'
import type { Exchanged } from '../control/exchanged.ts'
import { entryId } from '../control/journal.ts'
import { exchangePath, queryOf, statusOf } from '../control/read-exchange.ts'
import { blankText } from '../control/redact/redact.ts'

/** A walk through pages that stopped early. */
export interface UnreadPages {
  readonly operationId: string
  readonly botId: string | null
  /** Pages that were read. */
  readonly pagesRead: number
  /** The last of them: its answer says that there is more. */
  readonly id: string
}

/**
 * Requests that differ only in the page they ask for are one walk. It is unread when none of its answers said that it was
 * the last page; one that the end of the mock or of a connection cut short is none of the client's (decision D220).
 */
export class Walks {
  readonly #walks = new Map<string, { readonly found: UnreadPages; readonly done: boolean }>()

  /** Adds the next exchange. @param fields what its body says */
  add({ number, exchange: x }: Entry, fields: unknown): void {
    const rule = x.op?.page
    if (rule === undefined) return
    if (x.isUnearned === true) this.#excuse(walkKey(x, rule, fields))
    if (statusOf(x) !== 200) return
    const body = x.answer?.body
    const more = body === undefined ? undefined : saysMore(body)
    if (more === undefined) return
    const key = walkKey(x, rule, fields)
    const walk = this.#walks.get(key)
    const found = {
      operationId: x.op?.operationId ?? '',
      botId: x.botId === undefined ? null : blankText(x.botId),
      pagesRead: (walk?.found.pagesRead ?? 0) + 1,
      id: entryId(number),
    }
    this.#walks.set(key, { found, done: !more || walk?.done === true })
  }

  #excuse(key: string): void {
    const walk = this.#walks.get(key)
    if (walk !== undefined) this.#walks.set(key, { ...walk, done: true })
  }

  get unread(): readonly UnreadPages[] {
    return [...this.#walks.values()].filter(walk => !walk.done).map(walk => walk.found)
  }
}

/** Everything that was asked, without the page; a digest of it, as bodies may be large. */
function walkKey(x: Exchanged, rule: PageRule, fields: unknown): string {
  const paging = [rule.size, rule.skip, rule.page]
  const rest = (fields: object) => otherFields(fields, name => paging.includes(name))
  const asked = [x.method, exchangePath(x), x.clientId, x.controlHeaders.testId, rest(queryOf(x))]
  const hash = createHash('sha256').update(JSON.stringify(asked))
  // Field by field, texts as they are: one of a megabyte is not written anew.
  const said = typeof fields === 'object' && fields !== null ? rest(fields) : [['', fields] as const]
  for (const [name, value] of said) {
    const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
    hash.update(JSON.stringify([name, typeof value, text.length])).update(text)
  }
  return hash.digest('base64')
}
