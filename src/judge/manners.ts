import { own } from '../contract/own.ts'
import { type JudgedExchange, markOf } from './exchange-log.ts'
import type { ClientText } from './subject.ts'
import { tokenIn } from './token-use.ts'
import type { Verdict, VerdictKind } from './verdict.ts'

/** A clock of the client's own may be that much off, ms. */
const TOLERANCE = 60
/** How often the same request may be sent for each time that it is needed, and how much more for each piece of trouble. */
const MOST_REPEATS = 4
const MORE_FOR_TROUBLE = 8

/** What is wrong with how a client asked. @param written what it wrote, on stdout and into files */
export function judgeManners(
  log: readonly JudgedExchange[],
  secrets: readonly string[],
  written: readonly ClientText[],
): Verdict[] {
  return [
    ...beyondLimits(log),
    ...tooSoon(log),
    ...refusedAgain(log),
    ...hammering(log),
    ...leaks(log, secrets, written),
  ]
}

function told(kind: VerdictKind, requests: readonly number[], text: string): Verdict[] {
  return requests.length === 0 ? [] : [{ kind, ids: [], text, requests }]
}

const places = (log: readonly JudgedExchange[], isWanted: (x: JudgedExchange, place: number) => boolean) =>
  log.flatMap((x, place) => (isWanted(x, place) ? [place] : []))

/** The maximum of a page is refused with its words. */
function beyondLimits(log: readonly JudgedExchange[]): Verdict[] {
  const found = places(log, ({ status, body, troubles }) => {
    return (
      status === 412 &&
      troubles.length === 0 &&
      /"property":"(?:body|query)\.limit","message":"must be at most/.test(body)
    )
  })
  const words = /must be at most [^"]*/.exec(log[found[0] ?? 0]?.body ?? '')?.[0]
  return told('beyond limits', found, `It asks for more than a page may have: limit ${words}`)
}

/** The same request before the time was over that its refusal had said. */
function tooSoon(log: readonly JudgedExchange[]): Verdict[] {
  const found = places(log, (x, place) => {
    const waits = Number(own(x.headers, 'retry-after'))
    if (x.status !== 429 || !(waits > 0)) return false
    const next = log.findIndex((y, at) => at > place && isSameRun(x, y) && markOf(y.request) === markOf(x.request))
    return next >= 0 && log[next]!.cameAt < x.leftAt + waits * 1_000 - TOLERANCE
  })
  return told('ignores Retry-After', found, 'It asks again before the time is over that Retry-After says')
}

const isSameRun = (x: JudgedExchange, y: JudgedExchange) => x.run === y.run && x.attempt === y.attempt

/** What was refused for what it is stays refused: once more may be chance, twice is not. */
function refusedAgain(log: readonly JudgedExchange[]): Verdict[] {
  const refusals = new Map<string, number>()
  const found = places(log, x => {
    if (x.status < 400 || x.status >= 500 || [408, 425, 429].includes(x.status)) return false
    const key = `${x.run}.${x.attempt} ${x.status} ${markOf(x.request)} ${tokenIn(x.request)}`
    refusals.set(key, (refusals.get(key) ?? 0) + 1)
    return refusals.get(key)! > 2
  })
  const status = log[found[0] ?? 0]?.status
  return told(
    'retries the refused',
    found,
    `It repeats a request that was refused with ${status}, which another try cannot change`,
  )
}

/** The same request again and again. */
function hammering(log: readonly JudgedExchange[]): Verdict[] {
  const counts = new Map<string, { sent: number; needed: Set<string>; troubles: number }>()
  for (const x of log) {
    const key = `${x.run}.${x.attempt}`
    const count = counts.get(key) ?? { sent: 0, needed: new Set(), troubles: 0 }
    counts.set(key, count)
    count.sent++
    count.needed.add(markOf(x.request))
    if (x.troubles.some(kind => kind !== 'outage')) count.troubles++
  }
  for (const [key, { sent, needed, troubles }] of counts) {
    const most = MOST_REPEATS * needed.size + MORE_FOR_TROUBLE * (troubles + 1)
    if (sent <= most) continue
    const found = places(log, x => `${x.run}.${x.attempt}` === key)
    return told('hammers', found, `It sends ${sent} requests in a run that needs ${needed.size}`)
  }
  return []
}

/** Secrets in what others see: addresses, output, files. */
function leaks(log: readonly JudgedExchange[], secrets: readonly string[], written: readonly ClientText[]): Verdict[] {
  const used = [...new Set([...secrets, ...log.flatMap(x => tokenIn(x.request) ?? [])])].filter(isSecret)
  const inUrl = places(log, x => used.some(secret => x.request.url.includes(secret)))
  if (inUrl.length > 0) return told('leaks', inUrl, 'A token or secret stands in an address')
  for (const { where, text } of written) {
    const at = Math.min(...used.map(secret => text.indexOf(secret)).filter(place => place >= 0))
    if (at === Number.POSITIVE_INFINITY) continue
    const line = text.slice(0, at).split('\n').length
    return [{ kind: 'leaks', ids: [], text: `A token or secret stands in ${where}, line ${line}` }]
  }
  return []
}

/** Shorter texts may stand anywhere by chance. */
const isSecret = (text: string) => text.length >= 16
