/** Names under which bytes that are read as UTF-8 may come; ASCII is a part of it. */
const CHARSETS: readonly string[] = ['utf-8', 'utf8', 'us-ascii']

/**
 * What is wrong with the content type of a JSON body; undefined: nothing. One alone is allowed, in any case, with any
 * parameters but another charset: the contract knows no other.
 */
export function mediaTypeFault(type: string): string | undefined {
  // What nearly everybody sends.
  if (type === 'application/json') return undefined
  const [essence = '', ...parameters] = type.split(';').map(part => part.trim().toLowerCase())
  const found = `got ${JSON.stringify(type.slice(0, 80))}`
  if (essence !== 'application/json') return `must be application/json, ${found}`
  return parameters.every(isHarmless) ? undefined : `must be application/json in UTF-8, ${found}`
}

/** Any parameter but one that names another charset. */
function isHarmless(parameter: string): boolean {
  const [name = '', value = ''] = parameter.split('=', 2)
  return name.trim() !== 'charset' || CHARSETS.includes(value.trim().replaceAll('"', ''))
}
