import { isSecretName } from './names.ts'
import { BLANK } from './shapes.ts'

/** A body of `multipart/form-data` without the values of parts whose names are those of secrets. One walk through the text. */
export function blankFormData(text: string): string {
  if (!text.includes('form-data')) return text
  // Of this call alone: where they stand is their own.
  const names = /\bname="?([^"\r\n;]{1,64})/g
  const blankLine = /\n\r?\n/g
  let shown = ''
  let done = 0
  for (let found = names.exec(text); found !== null; found = names.exec(text)) {
    if (!isSecretName(found[1]!)) continue
    blankLine.lastIndex = names.lastIndex
    if (!blankLine.test(text)) break
    const start = blankLine.lastIndex
    const end = text.indexOf('\n--', start)
    shown += text.slice(done, start) + BLANK
    done = end < 0 ? text.length : end
    names.lastIndex = done
  }
  return done === 0 ? text : shown + text.slice(done)
}
