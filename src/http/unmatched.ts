import { operations } from '../contract/contract.ts'
import { nearestOperation } from '../contract/nearest-operation.ts'
import { Refusal } from '../contract/refusal.ts'
import type { OperationInfo, Violation } from '../contract/types.ts'
import { BoundedMap } from '../memory/bounded-map.ts'

/** Paths that are no operation of the contract but are served: refused only for the verb. */
const OWN_PATHS: readonly string[] = ['/', '/openapi.json', '/openapi.yaml', '/docs', '/__admin/health']

/** Paths an operation answers at: its own and its aliases. */
export const pathsOf = (op: OperationInfo): readonly string[] => [op.path, ...(op.aliases ?? [])]

/**
 * Verbs that a path takes; none: nothing is served there.
 * @param path without its query.
 */
export function verbsAt(path: string): readonly string[] {
  const segments = segmentsOf(path)
  const verbs = new Set<string>(
    operations.filter(op => pathsOf(op).some(pattern => fits(segmentsOf(pattern), segments))).map(op => op.method),
  )
  if (OWN_PATHS.includes(path)) verbs.add('GET')
  if (verbs.has('GET')) verbs.add('HEAD')
  return verbs.size === 0 ? [] : [...verbs, 'OPTIONS'].sort()
}

/** Refusals by verb and path: a client that goes astray does so again and again. */
const REMEMBERED = 500
/** Longer ones are not worth the memory. */
const MAX_REMEMBERED = 512

const known = new BoundedMap<string, Refusal>(REMEMBERED)

/** 405 for a known path, 404 for an unknown one (facts 2.2, 2.3), before anybody looks at credentials. */
export function refuseMiss(method: string, path: string): Refusal {
  if (path.length > MAX_REMEMBERED) return makeRefusal(method, path)
  const key = `${method} ${path}`
  let refusal = known.get(key)
  if (refusal === undefined) {
    refusal = makeRefusal(method, path)
    known.set(key, refusal)
  }
  return refusal
}

function makeRefusal(method: string, path: string): Refusal {
  const verbs = verbsAt(path)
  if (verbs.length > 0) {
    const violations: Violation[] = [{ property: 'method', message: `must be one of ${verbs.join(', ')}` }]
    return new Refusal(405, 'Method Not Allowed', { violations, headers: { allow: verbs.join(', ') } })
  }
  const nearest = nearestOperation(method, path, operations)
  const message =
    nearest === null
      ? 'leads nowhere; /docs shows the paths there are'
      : `leads nowhere; the nearest is ${nearest.method} ${nearest.path}: ${nearest.why.join('; ')}`
  return new Refusal(404, 'Not Found', { violations: [{ property: 'path', message }] })
}

const segmentsOf = (path: string) => path.split('/').filter(segment => segment !== '')

const isParameter = (segment: string) => segment.startsWith('{')

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  return (
    pattern.length === segments.length && pattern.every((part, i) => isParameter(part) || part === (segments[i] ?? ''))
  )
}
