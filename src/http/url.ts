import { withOneSlash } from '../contract/one-slash.ts'
import { endOfPath } from '../contract/query-texts.ts'

/** The path of a URL, without its query, as it was sent. */
export function pathOf(url: string): string {
  return url.slice(0, endOfPath(url))
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
