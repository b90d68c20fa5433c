import type { SentRequest } from './caller.ts'
import type { OperationShape, RequestField } from './operation-shape.ts'

/** A request before it is text. */
export interface RequestDraft {
  readonly path: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string>>
  /** Undefined: none is sent. */
  readonly body: Readonly<Record<string, unknown>> | undefined
}

/** What differs from the operation's own verb, path and body. */
export interface Deviations {
  readonly method?: string
  readonly path?: string
  /** Sent as it is. */
  readonly text?: string
}

/** The draft with a value in a place; undefined takes it away. */
export function having(
  draft: RequestDraft,
  { place, name }: Pick<RequestField, 'place' | 'name'>,
  value: unknown,
): RequestDraft {
  const key = place === 'header' ? 'headers' : place
  const values: Readonly<Record<string, unknown>> = draft[key] ?? {}
  const { [name]: _, ...rest } = values
  return { ...draft, [key]: value === undefined ? rest : { ...rest, [name]: value } }
}

/** The request of a draft. */
export function sentOf(
  shape: OperationShape,
  draft: RequestDraft,
  token: string | undefined,
  deviations: Deviations = {},
): SentRequest {
  const { info, fields } = shape
  const path = (deviations.path ?? info.path).replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(draft.path[name] ?? ''),
  )
  const query = Object.entries(draft.query).map(([name, value]) => {
    const json = fields.some(field => field.place === 'query' && field.name === name && field.json)
    const text = json ? JSON.stringify(value) : Array.isArray(value) ? value.join(',') : String(value)
    return `${encodeURIComponent(name)}=${encodeURIComponent(text)}`
  })
  const body = deviations.text ?? (draft.body === undefined ? undefined : JSON.stringify(draft.body))
  const method = deviations.method ?? info.method
  return {
    method,
    url: query.length === 0 ? path : `${path}?${query.join('&')}`,
    headers: {
      ...draft.headers,
      ...(token === undefined ? {} : { auth: token }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined || method === 'GET' ? {} : { body }),
  }
}
