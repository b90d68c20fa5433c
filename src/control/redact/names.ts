/** Anywhere in a name, once it is in small letters alone: `X-Api-Key`, `client_secret`, `newPassword2`. */
const ANYWHERE =
  /secret|passw|passphrase|passcode|apikey|privatekey|accesskey|signingkey|encryptionkey|sharedkey|subscriptionkey|credential|accesstoken|authtoken|bearer|jwt|cookie|signature|authorization/

/** At its end: `access_token`, `x-auth-token`, `oauth`, `X-Amz-Sig`; not `author`, `tokenCount`. */
const AT_THE_END = ['token', 'tokens', 'auth', 'authz', 'sig', 'pwd', 'jwe', 'otp']

const THREE_LETTERS = /[a-z][^a-z]*[a-z][^a-z]*[a-z]/i

/** Whether what has this name is a secret: a field, a parameter, a header, in any spelling. */
export function isSecretName(name: string): boolean {
  // `token[a]` and `auth.value` are parts of a secret.
  return /[[.]/.test(name) ? name.split(/[[\].]/).some(isSecretWord) : isSecretWord(name)
}

function isSecretWord(name: string): boolean {
  // The shortest has three; most names of a hostile text have fewer.
  if (!THREE_LETTERS.test(name)) return false
  const letters = name.toLowerCase().replace(/[^a-z]/g, '')
  return ANYWHERE.test(letters) || AT_THE_END.some(end => letters.endsWith(end)) || letters === 'pass'
}

/** Whether a number of this name is one too: `tokens: 53` counts, `password: 53` does not. */
export function isSecretNumber(name: string): boolean {
  return isSecretName(name) && !/s$/i.test(name)
}
