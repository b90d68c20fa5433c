import { bare } from './own.ts'

/** Texts of the query; a list where a name came more than once. */
export type RawQuery = Readonly<Record<string, string | string[]>>

/** Where the path of a URL ends: at its query, at what a client should have kept to itself, or with the URL. */
export function endOfPath(url: string): number {
  const query = url.indexOf('?')
  const fragment = url.indexOf('#')
  if (query < 0) return fragment < 0 ? url.length : fragment
  return fragment < 0 ? query : Math.min(query, fragment)
}

/**
 * The query of a URL as texts, `+` for a blank. A part that is no percent encoding of UTF-8 stays as it was sent: the schema
 * says then what is wrong with it.
 */
export function queryTexts(url: string): RawQuery {
  const query = bare<string | string[]>()
  const start = endOfPath(url)
  if (start === url.length) return query
  for (const pair of url.slice(start + 1).split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const name = decodeText(equals < 0 ? pair : pair.slice(0, equals))
    const value = equals < 0 ? '' : decodeText(pair.slice(equals + 1))
    const known = query[name]
    if (known === undefined) query[name] = value
    else if (typeof known === 'string') query[name] = [known, value]
    else known.push(value)
  }
  return query
}

function decodeText(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}
