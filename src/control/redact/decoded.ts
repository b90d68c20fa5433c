const PERCENT_SIGN = 0x25
const ESCAPE = 0x5c

/**
 * A text with `%41` and `\u0041` decoded once, as far as they are of ASCII: secrets are. It never throws, unlike
 * `decodeURIComponent`, and is a loop because a regular expression takes some times as long where all is encoded.
 */
export function decodedOnce(text: string): string {
  let decoded = ''
  let done = 0
  for (let at = 0; at < text.length; at += 1) {
    const digits = digitsAt(text, at)
    const code = digits === 0 ? -1 : asciiAt(text, digits)
    if (code < 0) continue
    decoded += text.slice(done, at) + String.fromCharCode(code)
    done = digits + 2
    at = done - 1
  }
  return decoded + text.slice(done)
}

/** Where the two digits stand of an encoding that begins here; 0: none does. */
function digitsAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (code === PERCENT_SIGN) return at + 1
  return code === ESCAPE && text.startsWith('u00', at + 1) ? at + 4 : 0
}

/** What two hexadecimal digits stand for; -1: they do not stand there, or for nothing that is seen. */
function asciiAt(text: string, at: number): number {
  const high = text.charCodeAt(at) - 0x30
  const low = digitOf(text.charCodeAt(at + 1))
  return high >= 2 && high <= 7 && low >= 0 ? high * 16 + low : -1
}

function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const small = code | 0x20
  return small >= 0x61 && small <= 0x66 ? small - 0x57 : -1
}
