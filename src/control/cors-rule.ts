import { shown } from '../contract/violations.ts'

/** What an origin must be, in words. */
export const ORIGIN_FORM = 'a scheme, a host and a port where it is not the usual one, such as https://app.example.org'

const ORIGIN = /^[a-z][a-z\d+.-]{0,30}:\/\/[^\s/?#@\\]+\/?$/i

/** An origin as browsers send it: lower case, no usual port, no slash at its end. Undefined: it is none. */
export function webOriginOf(text: string): string | undefined {
  if (!ORIGIN.test(text) || !URL.canParse(text)) return undefined
  const { origin } = new URL(text)
  // Of schemes that the web does not know, such as those of extensions, no origin is made.
  return origin === 'null' ? text.replace(/\/$/, '').toLowerCase() : origin
}

/** Pages of which origins may read the answers of the APIs (decision D211). */
export class CorsRule {
  readonly #origins: ReadonlySet<string> | undefined

  /**
   * @param origins undefined: every one
   * @throws RangeError for one that is none.
   */
  constructor(origins?: readonly string[]) {
    this.#origins = origins && new Set(origins.map(checkedOrigin))
  }

  /** What is allowed to who sends an origin: `*` who sends none, as no browser then asks; undefined: nothing. */
  allowed(origin: string | undefined): string | undefined {
    if (this.#origins === undefined) return origin ?? '*'
    return origin !== undefined && this.#origins.has(origin) ? origin : undefined
  }
}

function checkedOrigin(text: string): string {
  const origin = webOriginOf(text)
  if (origin === undefined) throw new RangeError(`corsOrigins: ${shown(text)} is no origin: ${ORIGIN_FORM}`)
  return origin
}
