import { CallFailure } from './failure.ts'

/** Headers out of lines; the token, where there is one, is one of them. @throws CallFailure for a line that is none */
export function headersIn(lines: string, token: string | undefined): Record<string, string> {
  const headers: Record<string, string> = token === undefined ? {} : { auth: token }
  for (const line of lines.split('\n').filter(text => text.trim() !== '')) {
    const colon = line.indexOf(':')
    if (colon < 1) throw new CallFailure('refused', `“${line}” is no header: write “name: value”, a line for each.`)
    headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim()
  }
  return headers
}
