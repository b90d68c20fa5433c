import { type Body, bytesOf, Page } from './page.ts'

/** How far the flag may stand from either end of an answer, in bytes; rows may be megabytes, of which no text is made. */
const NEAR = 2_000
const MORE_FLAG = /"(?:moreAvailable|hasMore)"\s*:\s*(true|false)/

/** What a list says of itself, before or after its rows: whether pages follow the one that was given; undefined: it says nothing. */
export function saysMore(body: Body): boolean | undefined {
  const [first, last] = body instanceof Page ? body.around : [bytesOf(body), bytesOf(body)]
  const found = flagIn(first.subarray(0, NEAR)) ?? flagIn(last.subarray(-NEAR))
  return found === null ? undefined : found[1] === 'true'
}

const flagIn = (bytes: Uint8Array) => MORE_FLAG.exec(new TextDecoder().decode(bytes))
