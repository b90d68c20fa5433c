import { own } from '../contract/own.ts'
import type { OperationInfo, PageRule } from '../contract/types.ts'
import type { ValidRequest } from './operation.ts'
import { numberIn, partWith } from './request-fields.ts'

/** The request for what stands just before the page; undefined when it is the first. */
export function pageBefore(rule: PageRule, request: ValidRequest): ValidRequest | undefined {
  if (rule.skip !== undefined) {
    const skip = numberIn(request, rule.skip) ?? 0
    return skip > 0 ? change(request, rule.skip, { [rule.skip]: skip - 1, [rule.size]: 1 }) : undefined
  }
  if (rule.page === undefined) return undefined
  const page = numberIn(request, rule.page) ?? 1
  return page > 1 ? change(request, rule.page, { [rule.page]: page - 1 }) : undefined
}

/** The request for the page after it, of the same size; undefined: there is none that may be asked for. */
export function pageAfter({ page: rule, reading }: OperationInfo, request: ValidRequest): ValidRequest | undefined {
  const name = rule?.skip ?? rule?.page
  if (rule === undefined || name === undefined) return undefined
  const step = rule.skip === undefined ? 1 : numberIn(request, rule.size)
  if (step === undefined || step === 0) return undefined
  const next = (numberIn(request, name) ?? (rule.skip === undefined ? 1 : 0)) + step
  const most = own(reading.maxima[partWith(request, name)], name) ?? Number.MAX_SAFE_INTEGER
  return next > most ? undefined : change(request, name, { [name]: next })
}

/** The request with other values in the part that holds `name`. */
function change(request: ValidRequest, name: string, values: Readonly<Record<string, number>>): ValidRequest {
  const part = partWith(request, name)
  return { ...request, [part]: { ...request[part], ...values } }
}
