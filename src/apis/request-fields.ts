import { own } from '../contract/own.ts'
import type { ValidRequest } from './operation.ts'

/** The part of a request that holds a field: the body where it is named there, otherwise the query. */
export function partWith(request: ValidRequest, name: string): 'query' | 'body' {
  return Object.hasOwn(request.body, name) ? 'body' : 'query'
}

/** A number that stands in a request's body or query; undefined: it names none. */
export function numberIn(request: ValidRequest, name: string): number | undefined {
  const fields = request[partWith(request, name)] as Readonly<Record<string, unknown>>
  const value = own(fields, name)
  return typeof value === 'number' ? value : undefined
}
