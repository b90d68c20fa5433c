import { bare } from '../contract/own.ts'
/** Texts of the query; a list where a name came more than once. */
export type RawQuery = Readonly<Record<string, string | string[]>>

/** The path of a URL, without its query, decoded where it can be. */
export function decodedPath(url: string): string {
  const path = url.split('?', 1)[0]!
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
  const start = url.search(/[?#]/)
  if (start < 0) return query
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
