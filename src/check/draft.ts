import type { Sent } from './caller.ts'
import type { Field, Shape } from './shape.ts'

/** A request before it is text. */
export interface Draft {
  readonly path: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string>>
  /** Undefined: none is sent. */
  readonly body: Readonly<Record<string, unknown>> | undefined
}

/** What differs from the operation's own verb, path and body. */
export interface Turns {
  readonly method?: string
  readonly path?: string
  /** Sent as it is. */
  readonly text?: string
}

/** The draft with a value in a place; undefined takes it away. */
export function having(draft: Draft, { place, name }: Pick<Field, 'place' | 'name'>, value: unknown): Draft {
  const key = place === 'header' ? 'headers' : place
  const { [name]: _, ...rest } = (draft[key] ?? {}) as Record<string, unknown>
  return { ...draft, [key]: value === undefined ? rest : { ...rest, [name]: value } }
}

/** The request of a draft. */
export function sentOf(shape: Shape, draft: Draft, token: string | undefined, turns: Turns = {}): Sent {
  const { info, fields } = shape
  const path = (turns.path ?? info.path).replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(draft.path[name] ?? ''),
  )
  const query = Object.entries(draft.query).map(([name, value]) => {
    const json = fields.some(field => field.place === 'query' && field.name === name && field.json)
    const text = json ? JSON.stringify(value) : Array.isArray(value) ? value.join(',') : String(value)
    return `${encodeURIComponent(name)}=${encodeURIComponent(text)}`
  })
  const body = turns.text ?? (draft.body === undefined ? undefined : JSON.stringify(draft.body))
  const method = turns.method ?? info.method
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
