import { operations } from '../contract/contract.ts'
import { type Nearest, nearestOperation } from '../contract/nearest-operation.ts'
import { Refusal } from '../contract/refusal.ts'
import type { OperationInfo, Violation } from '../contract/types.ts'
import type { Exchanged, WireAnswer } from '../control/exchanged.ts'
import { exchangePath } from '../control/read-exchange.ts'
import { blankPath } from '../control/redact/redact.ts'
import { Cache } from '../memory/cache.ts'
import { memoize } from '../memory/memoize.ts'
import type { Memory } from '../memory/memory.ts'
import type { RequestHead } from './exchange.ts'
import { routesAt } from './routes.ts'
import { decodedPath, servedUrl } from './url.ts'

/** Paths that are no operation of the contract but are served: refused only for the verb. */
const OWN_PATHS: readonly string[] = [
  '/',
  '/openapi.json',
  '/openapi.yaml',
  '/openapi-all-paths.json',
  '/openapi-admin.json',
  '/openapi-admin.yaml',
  '/docs',
  '/__admin/health',
]

/** Verbs that are good for something somewhere. */
const ALL_VERBS: readonly string[] = [...new Set(['GET', 'HEAD', 'OPTIONS', ...operations.map(op => op.method)])].sort()

/** Verbs that a URL takes, in the order of the alphabet; none: nothing is served there. */
function verbsAt(url: string): readonly string[] {
  if (url === '*') return ALL_VERBS
  const verbs = new Set<string>(routesAt(url).map(({ op }) => op.method))
  if (OWN_PATHS.includes(decodedPath(url))) verbs.add('GET')
  if (verbs.has('GET')) verbs.add('HEAD')
  return verbs.size === 0 ? [] : [...verbs, 'OPTIONS'].sort()
}

/** What OPTIONS is answered with, all of it (no exchange comes of it); undefined: nothing is served there. */
export function answerToOptions(url: string): WireAnswer | undefined {
  const verbs = verbsAt(url)
  return verbs.length === 0 ? undefined : { status: 204, headers: { allow: verbs.join(', ') }, body: '' }
}

/** The operation that an exchange came nearest to, found once however often it is listed; null: none. */
export const nearestOf: (exchange: Exchanged) => Nearest | null = memoize(exchange =>
  nearestTo(exchange.method, exchangePath(exchange), operations),
)

/** The nearest of some operations, its reasons without secrets: a part of a path may be one by the part before it, `/pin/4711`. */
export const nearestTo = (method: string, path: string, all: readonly OperationInfo[]): Nearest | null =>
  nearestOperation({ method, path, shownPath: () => blankPath(path) }, all)

/** Longer ones are not worth the memory. */
const MAX_REMEMBERED = 512
/** What a refusal takes beside its texts, about. */
const OVERHEAD = 600

/** Refuses what no operation takes: 405 for a known path, 404 for an unknown one (facts 2.2, 2.3), before anybody looks at credentials. */
export class Unmatched {
  /** Refusals by verb and path: a client that goes astray does so again and again. */
  readonly #known: Cache<string, Refusal>

  constructor(memory: Memory) {
    this.#known = new Cache(memory.budget('paths'))
  }

  refusalOf({ method, url }: Pick<RequestHead, 'method' | 'url'>): Refusal {
    const path = decodedPath(servedUrl(url))
    if (path.length > MAX_REMEMBERED) return makeRefusal(method, path)
    const key = `${method} ${path}`
    let refusal = this.#known.get(key)
    if (refusal === undefined) {
      refusal = makeRefusal(method, path)
      this.#known.set(key, refusal, OVERHEAD + key.length + 3 * refusal.text.length)
    }
    return refusal
  }
}

function makeRefusal(method: string, path: string): Refusal {
  // The target of CONNECT is another server, not a path.
  const verbs = method === 'CONNECT' ? ALL_VERBS : verbsAt(path)
  if (verbs.length > 0) {
    const violations: Violation[] = [
      { property: 'method', message: `must be one of ${verbs.join(', ')}; found ${method}` },
    ]
    return new Refusal(405, 'Method Not Allowed', { violations, headers: { allow: verbs.join(', ') } })
  }
  const nearest = nearestTo(method, path, operations)
  const message =
    nearest === null
      ? 'leads nowhere; /docs shows the paths there are'
      : `leads nowhere; the nearest is ${nearest.method} ${nearest.path}: ${nearest.why.join('; ')}`
  return new Refusal(404, 'Not Found', { violations: [{ property: 'path', message }] })
}
