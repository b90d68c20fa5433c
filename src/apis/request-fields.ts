import { own } from '../contract/own.ts'
import type { ValidRequest } from './operation.ts'

/** The part of a request that holds a field: the body where it is named there, otherwise the query. */
export function partWith(request: ValidRequest, name: string): 'query' | 'body' {
  return Object.hasOwn(request.body, name) ? 'body' : 'query'
}

/** A number that stands in a request's body or query; undefined: it names none. */
export function numberIn(request: ValidRequest, name: string): number | undefined {
  const value = valueIn(request, name)
  return typeof value === 'number' ? value : undefined
}

/** What stands in a request's body or query under a name. */
export function valueIn(request: ValidRequest, name: string): unknown {
  return own(request[partWith(request, name)] as Readonly<Record<string, unknown>>, name)
}

/** The fields of a part of a request but some, in the order of their names: the same in whatever order they were sent. */
export function otherFields(fields: object, isLeftOut: (name: string) => boolean): [string, unknown][] {
  return Object.entries(fields)
    .filter(([name]) => !isLeftOut(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
}
