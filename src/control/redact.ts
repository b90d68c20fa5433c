/** What stands where a secret stood. */
const BLANK = '***'

const JWT = /\b(eyJ[\w-]*\.[\w-]*)\.[\w-]+/g
const SECRET = /secret|password|passwd|api[-_]?key|private[-_]?key/i
const SECRET_HEADER = /^(authorization|proxy-authorization|cookie|set-cookie|x-admin-token)$|secret|password|api-?key/i

/** A text without the signatures of the tokens in it: who signed it and what it says can be read, using it cannot. */
export function blankText(text: string): string {
  return text.includes('eyJ') ? text.replace(JWT, `$1.${BLANK}`) : text
}

/** The value of a header, fit to be shown: tokens keep head and payload; other credentials keep nothing. */
export function blankHeader(name: string, value: string): string {
  if (name === 'auth' || name === 'authorization') {
    const token = /^(?:bearer\s+)?[\w-]+\.[\w-]*\.[\w-]*$/i.test(value.trim())
    if (token) return value.trim().replace(/\.[\w-]*$/, `.${BLANK}`)
    return name === 'auth' && value.length < 20 ? value : BLANK
  }
  return SECRET_HEADER.test(name) ? BLANK : blankText(value)
}

/** The value of a query parameter, fit to be shown. */
export function blankParameter(name: string, value: string): string {
  return SECRET.test(name) ? BLANK : blankText(value)
}

/** A JSON value with the values of secret-sounding properties blanked. Values without any are not copied. */
export function blankJson(value: unknown): unknown {
  if (typeof value === 'string') return blankText(value)
  if (Array.isArray(value)) return value.map(blankJson)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      SECRET.test(name) && typeof inner === 'string' ? BLANK : blankJson(inner),
    ]),
  )
}
