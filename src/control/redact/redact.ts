import { own } from '../../contract/own.ts'
import type { Violation } from '../../contract/types.ts'
import { decodedOnce } from './decoded.ts'
import { blankNamed } from './named.ts'
import { isSecretName, isSecretNumber } from './names.ts'
import { BLANK, blankShapes, blankToken } from './shapes.ts'

/*
 * What of a request may be shown: in the journal and whatever is made of it, in events and in logs. A secret is known by
 * its name (`names.ts`) or by its shape (`shapes.ts`). All work grows with the text and no faster.
 */

const ENCODED = /%[2-7][\da-f]|\\u00[2-7][\da-f]/i
/** Encodings within encodings that are looked through. */
const LAYERS = 3
/** Schemes and what stands for nothing: no secret, and the mistake that the reader looks for. */
const NO_SECRET = /^(?:bearer|basic|undefined|null|none|\[object Object\])?$/i

/**
 * A text without the secrets in it, known by name or by shape. One that is percent-encoded, or written with `\u0065`, is
 * shown decoded when there is a secret in it.
 */
export function blankText(text: string): string {
  let shown = blankPlain(text)
  let decoded = text
  for (let layer = 0; layer < LAYERS && ENCODED.test(decoded); layer += 1) {
    decoded = decodedOnce(decoded)
    const blanked = blankPlain(decoded)
    // What can be seen of a text can be seen of the decoded one too.
    if (blanked !== decoded || shown !== text) shown = blanked
  }
  return shown
}

const blankPlain = (text: string) => blankNamed(blankShapes(text))

/** The path of a URL, as sent where there is no secret in it. */
export function blankPath(path: string): string {
  // What no part hides is seen at once: a path may have thousands of parts.
  if (blankText(path) === path) return path
  const shown = path
    .split('/')
    .map(part => {
      const blanked = blankText(part)
      return blanked === part ? part : encodeURIComponent(blanked)
    })
    .join('/')
  // Of an address in full also its name and password.
  return shown.includes('@') ? blankShapes(shown) : shown
}

/** The value of a header, fit to be shown: tokens keep head and payload; other credentials keep nothing. */
export function blankHeader(name: string, value: string): string {
  if (!isSecretName(name)) return blankText(value)
  if (name !== 'auth' && name !== 'authorization') return BLANK
  const [, scheme = '', token = ''] = /^(bearer\s+)?([\w.-]+)$/i.exec(value.trim()) ?? []
  const shown = blankToken(token)
  if (shown !== undefined) return scheme + shown
  return NO_SECRET.test(value.trim()) ? value : BLANK
}

/** The value of a query parameter, fit to be shown. */
export function blankParameter(name: string, value: string): string {
  return isSecretName(name) && value !== '' ? BLANK : blankText(value)
}

/** What was wrong with a request, without the secrets that it echoes. */
export function blankViolation({ property, message }: Violation): Violation {
  const field = property.slice(property.lastIndexOf('.') + 1)
  const shown = isSecretName(field) ? message.replace(/(found |got )"[^"]*"?/g, `$1"${BLANK}"`) : message
  return { property: blankText(property), message: blankText(shown) }
}

/** A JSON value without secrets, those in objects and lists of a secret name too. It must not be deep: this recurs. */
export function blankJson(value: unknown): unknown {
  return blankValue(value, undefined)
}

/** @param secret the name below which all is secret */
function blankValue(value: unknown, secret: string | undefined): unknown {
  if (typeof value === 'string') return secret === undefined || value === '' ? blankText(value) : BLANK
  if (typeof value === 'number') return secret !== undefined && isSecretNumber(secret) ? BLANK : value
  if (Array.isArray(value)) return value.map(item => blankValue(item, secret))
  if (typeof value !== 'object' || value === null) return value
  // By names, not by entries, which take twice as long to make where there are thousands.
  const fields = value as Readonly<Record<string, unknown>>
  return Object.fromEntries(
    Object.keys(fields).map(name => [
      blankText(name),
      blankValue(own(fields, name), secret ?? (isSecretName(name) ? name : undefined)),
    ]),
  )
}
