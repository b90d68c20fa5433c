/** Anywhere in a name, once it is in small letters alone: `X-Api-Key`, `client_secret`, `newPassword2`. */
const ANYWHERE =
  /secret|passw|passphrase|passcode|apikey|privatekey|accesskey|accountkey|masterkey|functionskey|signingkey|encryptionkey|sharedkey|subscriptionkey|connectionstring|hmac|csrf|xsrf|assertion|credential|accesstoken|authtoken|bearer|jwt|cookie|signature|authorization/

/** At its end: `access_token`, `x-auth-token`, `oauth`, `X-Amz-Sig`; not `author`, `tokenCount`. */
const AT_THE_END = ['token', 'tokens', 'auth', 'authz', 'sig', 'pwd', 'jwe', 'otp']

/** As its last word: `db_pass`, `userPin`; not `compass`, `spin`. */
const LAST_WORDS: ReadonlySet<string> = new Set(['pass', 'pin', 'salt', 'sas', 'dsn', 'cvv', 'cvc'])
/** Characters at the end of a name in which its last word is looked for. */
const LONGEST_WORD = 24
const WORDS_OF_NAME = /[A-Z]?[a-z]+|[A-Z]+/g

/** What may be anything: the key of a tag, the code of a refusal, or a secret. */
const UNSURE: ReadonlySet<string> = new Set(['key', 'code', 'sid', 'session'])

const THREE_LETTERS = /[a-z][^a-z]*[a-z][^a-z]*[a-z]/i

/** Whether what has this name is a secret: a field, a parameter, a header, in any spelling. */
export function isSecretName(name: string): boolean {
  // `token[a]` and `auth.value` are parts of a secret.
  return /[[.;]/.test(name) ? name.split(/[[\].;]/).some(isSecretWord) : isSecretWord(name)
}

function isSecretWord(name: string): boolean {
  // The shortest has three; most names of a hostile text have fewer.
  if (!THREE_LETTERS.test(name)) return false
  const letters = lettersOf(name)
  return ANYWHERE.test(letters) || AT_THE_END.some(end => letters.endsWith(end)) || LAST_WORDS.has(lastWordOf(name))
}

/** A name in small letters alone, without their accents: `sécret` is read as it is meant. */
function lettersOf(name: string): string {
  const plain = /[\u0080-\uffff]/.test(name) ? name.normalize('NFD') : name
  return plain.toLowerCase().replace(/[^a-z]/g, '')
}

function lastWordOf(name: string): string {
  return name.slice(-LONGEST_WORD).match(WORDS_OF_NAME)?.at(-1)?.toLowerCase() ?? ''
}

/** Whether what has this name is a secret where its value looks drawn by lot: `key`, `code`. */
export function isUnsureName(name: string): boolean {
  return name.length < 64 && UNSURE.has(lettersOf(name))
}

/** Whether a header of this name is a secret: also sessions and keys of any kind, which no API here has in a header. */
export function isSecretHeader(name: string): boolean {
  if (isSecretName(name)) return true
  const letters = lettersOf(name)
  return /session|sid$|key$/.test(letters) && !/^(?:idempotency|secwebsocket)/.test(letters)
}

/** Whether a parameter of the query of this name is a secret: codes and keys too, which no API here has there. */
export function isSecretParameter(name: string): boolean {
  return isSecretName(name) || isUnsureName(name)
}

/** Whether a number of this name is one too: `tokens: 53` counts, `password: 53` does not. */
export function isSecretNumber(name: string): boolean {
  return isSecretName(name) && !/s$/i.test(name)
}
