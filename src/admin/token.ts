import { randomBytes } from 'node:crypto'

const SENDABLE_TOKEN = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/
/** More would not fit among the headers. */
const LONGEST_TOKEN = 4096
const TOKEN_BYTES = 24

/** What a token must be, said to a person. */
export const TOKEN_FORM = `1 to ${LONGEST_TOKEN} characters of ASCII, with no blank at either end`

/** Whether a text can be an admin token: a header must be able to hold it. */
export const isToken = (text: string): boolean => text.length <= LONGEST_TOKEN && SENDABLE_TOKEN.test(text)

/** A token that nobody can guess. */
export const makeToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url')
