import { decodedOnce } from './decoded.ts'

/**
 * Anywhere in a name, once it is in small letters alone: `X-Api-Key`, `client_secret`, `newPassword2`; or at its end:
 * `access_token`, `x-auth-token`, `oauth`, `X-Amz-Sig`; not `author`, `tokenCount`.
 */
const SECRET =
  /secret|passw|passphrase|passcode|apikey|privatekey|accesskey|accountkey|masterkey|functionskey|signingkey|encryptionkey|sharedkey|subscriptionkey|codeverifier|authkey|appkey|clientkey|licen[cs]ekey|serverkey|sessionkey|storagekey|sshkey|(?:verification|security|access|auth|login|reset|confirmation|activation|recovery|backup|challenge|onetime|sms|otp|pin|mfa|factor)code|pinnumber|connectionstring|hmac|csrf|xsrf|assertion|credential|accesstoken|authtoken|bearer|jwt|cookie|signature|authorization|(?:tokens?|authz?|sig|pwd|jwe|otp)$/

/** As its last word: `db_pass`, `userPin`; not `compass`, `spin`. */
const LAST_WORDS: ReadonlySet<string> = new Set(['pass', 'pin', 'salt', 'sas', 'dsn', 'cvv', 'cvc'])
const AT_THE_END = /(?:pass|pin|salt|sas|dsn|cvv|cvc)$/
/** Characters at the end of a name in which its last word is looked for. */
const LONGEST_WORD = 24
const WORDS_OF_NAME = /[A-Z]?[a-z]+|[A-Z]+/g

/** What may be anything: the key of a tag, or a secret. */
const UNSURE: ReadonlySet<string> = new Set(['key', 'sid', 'session'])
/** What may be anything too: the code of a refusal, or one that was sent to somebody's phone. */
const CODE = 'code'
const LONGEST_UNSURE = 64

/** The shortest name of a secret has three letters; most names of a hostile text have fewer. */
const FEWEST_LETTERS = 3
const PARTS = /[[.;]/

/** What a name says of its value: that it is a secret, or that it may be one, of which one of six to eight digits may be too. */
export type NameKind = 'secret' | 'unsure' | 'code' | undefined

/** Encodings within encodings that a name is read through: `%2570assword`. */
const NAME_LAYERS = 3

/** What the name of a field, a parameter or a header says, in any spelling, percent-encoded too. */
export function nameKind(name: string): NameKind {
  let kind = plainNameKind(name)
  let layer = name
  for (let depth = 0; kind === undefined && depth < NAME_LAYERS && layer.includes('%'); depth += 1) {
    layer = decodedOnce(layer)
    kind = plainNameKind(layer)
  }
  return kind
}

function plainNameKind(name: string): NameKind {
  // `token[a]` and `auth.value` are parts of a secret.
  if (PARTS.test(name))
    return name.split(/[[\].;]/).some(part => isSecretWord(part, lettersOf(part))) ? 'secret' : undefined
  const letters = lettersOf(name)
  if (isSecretWord(name, letters)) return 'secret'
  if (name.length >= LONGEST_UNSURE) return undefined
  if (letters === CODE) return 'code'
  return UNSURE.has(letters) ? 'unsure' : undefined
}

/** Whether what has this name is a secret: a field, a parameter, a header, in any spelling. */
export function isSecretName(name: string): boolean {
  return nameKind(name) === 'secret'
}

function isSecretWord(name: string, letters: string): boolean {
  if (letters.length < FEWEST_LETTERS) return false
  return SECRET.test(letters) || (AT_THE_END.test(letters) && LAST_WORDS.has(lastWordOf(name)))
}

const FIRST_ACCENT = 0xc0
const LAST_ACCENT = 0x24f
/** The letters with accents that European names have, each without: to ask for each takes most of the time of a look at a name. */
const UNACCENTED = Array.from({ length: LAST_ACCENT - FIRST_ACCENT + 1 }, (_, i) =>
  onlySmall(String.fromCharCode(FIRST_ACCENT + i).normalize('NFD')),
)

/** A name in small letters alone, without their accents: `sécret` is read as it is meant. */
function lettersOf(name: string): string {
  let letters = ''
  for (let i = 0; i < name.length; i += 1) {
    const code = name.charCodeAt(i)
    if (code > LAST_ACCENT) return onlySmall(name.normalize('NFD'))
    if (isSmall(code | 0x20) && code < 0x80) letters += String.fromCharCode(code | 0x20)
    else if (code >= FIRST_ACCENT) letters += UNACCENTED[code - FIRST_ACCENT]
  }
  return letters
}

const isSmall = (code: number) => code >= 0x61 && code <= 0x7a

function onlySmall(text: string): string {
  return text.toLowerCase().replace(/[^a-z]/g, '')
}

function lastWordOf(name: string): string {
  return name.slice(-LONGEST_WORD).match(WORDS_OF_NAME)?.at(-1)?.toLowerCase() ?? ''
}

/** Whether a header of this name is a secret: also sessions and keys of any kind, which no API here has in a header. */
export function isSecretHeader(name: string): boolean {
  if (isSecretName(name)) return true
  const letters = lettersOf(name)
  return /session|sid$|key$|^code$/.test(letters) && !/^(?:idempotency|secwebsocket)/.test(letters)
}

/** Whether a parameter of the query of this name is a secret: codes and keys too, which no API here has there. */
export function isSecretParameter(name: string): boolean {
  return nameKind(name) !== undefined
}

/** Whether a number of this name is one too: `tokens: 53` counts, `password: 53` and `code: 483920` do not. */
export function isSecretNumber(name: string, value: number): boolean {
  const kind = nameKind(name)
  return kind === 'code' ? isOneTimeCode(String(value)) : kind === 'secret' && !/s$/i.test(name)
}

/** Whether a value looks like a code that is good once: the codes of refusals have three or four digits. */
export function isOneTimeCode(value: string): boolean {
  return /^\d{6,8}$/.test(value)
}
