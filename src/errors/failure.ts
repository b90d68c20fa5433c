/** What a call of Node that failed says of it. */
export interface Failure {
  /** Such as ENOENT; undefined: it has none. */
  readonly code: string | undefined
  readonly message: string
}

/** Code and words of what was thrown, whatever it is. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { code: undefined, message: String(error) }
  const { message } = error
  return { code: 'code' in error && typeof error.code === 'string' ? error.code : undefined, message }
}

/** Why a file that somebody named could not be read, for a sentence that begins with its name. */
export function whyNotRead(error: unknown): string {
  const { code, message } = failureOf(error)
  return code === 'ENOENT' ? 'is not there' : code === 'EACCES' ? 'may not be read' : message
}
