import { operations } from '../contract/contract.ts'
import { bare } from '../contract/own.ts'
import type { OperationInfo } from '../contract/types.ts'
import type { RouteMatch } from './exchange.ts'
import { decodedPart, decodedPath, pathOf } from './url.ts'

/** Paths an operation answers at, with parameters as `{botId}`: its own and its aliases. */
export const pathsOf = (op: OperationInfo): readonly string[] => [op.path, ...(op.aliases ?? [])]

const patterns = operations.flatMap(op => pathsOf(op).map(path => ({ op, segments: pathSegments(path) })))

/** The operations that a URL leads to, one for each verb that may be used there; none: it leads nowhere. */
export function routesAt(url: string): RouteMatch[] {
  const segments = pathSegments(decodedPath(url))
  const found = patterns.filter(pattern => fits(pattern.segments, segments))
  if (found.length === 0) return []
  const sent = pathSegments(pathOf(url))
  return found.map(pattern => ({ op: pattern.op, params: paramsOf(pattern.segments, sent) }))
}

function pathSegments(path: string): string[] {
  return path.split('/').filter(segment => segment !== '')
}

const isParameter = (segment: string) => segment.startsWith('{')

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  return pattern.length === segments.length && pattern.every((part, i) => isParameter(part) || part === segments[i])
}

function paramsOf(pattern: readonly string[], sent: readonly string[]): Record<string, string> {
  const params = bare<string>()
  for (const [i, part] of pattern.entries())
    if (isParameter(part)) params[part.slice(1, -1)] = decodedPart(sent[i]!) ?? sent[i]!
  return params
}
