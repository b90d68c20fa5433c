import { randomBytes } from 'node:crypto'

const TOKEN = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/
/** More would not fit among the headers. */
const LONGEST = 4096
const BYTES = 24

/** What a token must be, said to a person. */
export const TOKEN_FORM = `1 to ${LONGEST} characters of ASCII, with no blank at either end`

/** Whether a text can be an admin token: a header must be able to hold it. */
export const isToken = (text: string): boolean => text.length <= LONGEST && TOKEN.test(text)

/** A token that nobody can guess. */
export const makeToken = (): string => randomBytes(BYTES).toString('base64url')
