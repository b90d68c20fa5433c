import { withOneSlash } from '../contract/one-slash.ts'
import { bare } from '../contract/own.ts'

/** Texts of the query; a list where a name came more than once. */
export type RawQuery = Readonly<Record<string, string | string[]>>

/** The path of a URL, without its query, as it was sent. */
export function pathOf(url: string): string {
  return url.slice(0, endOfPath(url))
}

/** Where the path of a URL ends: at its query, at what a client should have kept to itself, or with the URL. */
function endOfPath(url: string): number {
  const query = url.indexOf('?')
  const fragment = url.indexOf('#')
  if (query < 0) return fragment < 0 ? url.length : fragment
  return fragment < 0 ? query : Math.min(query, fragment)
}

/** A part of a path, decoded; undefined: it is no UTF-8 in percent encoding. */
export function decodedPart(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}

/**
 * The URL that a request is served at: its path alone, without the server's name in front of it (RFC 9112, 3.2.2), with one
 * slash where there are more (ruling R30). The query stays as it was sent.
 */
export function servedUrl(url: string): string {
  if (!url.includes('//')) return url
  const path = pathOf(url)
  const local = path.replace(/^https?:\/\/[^/]*/i, '')
  return `${withOneSlash(local.startsWith('/') || local === path ? local : `/${local}`)}${url.slice(path.length)}`
}

/** The path of a URL, without its query, decoded where it can be. */
export function decodedPath(url: string): string {
  const path = pathOf(url)
  try {
    return decodeURI(path)
  } catch {
    return path
  }
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
