/** One call of the mock, as plain data: it can be sent, and shown as code that somebody pastes. */
export interface Call<Answer> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** With its ids in it. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  readonly body?: object
  /** Whose it is: an API of the vendor's, which wants a token of an app, or the mock's own. */
  readonly face: 'kore' | 'admin'
  /** The bot whose app may ask; its scenario may be another one. */
  readonly botId?: string
  /** Never there: it carries the type of what is answered. */
  readonly answer?: Answer
}

/** Path and query of a call. */
export function urlOfCall({ path, query = {} }: Call<unknown>): string {
  const given = Object.entries(query).filter(
    (pair): pair is [string, string | number | boolean] => pair[1] !== undefined,
  )
  const text = given.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')
  return text === '' ? path : `${path}?${text}`
}
