import type { Validator } from './compiled.ts'

/** What a text of the query can stand for besides itself. */
export type TextKind = 'integer' | 'boolean'

const INTEGER = /^-?[0-9]{1,16}$/

/** The integer that a text stands for (ruling R23); undefined: it is none, or one that numbers cannot hold exactly. */
export function integerOf(text: string): number | undefined {
  if (!INTEGER.test(text)) return undefined
  const number = Number(text)
  // `-0` is 0.
  return Number.isSafeInteger(number) ? number + 0 : undefined
}

/** The value that a text stands for; the text itself when it stands for none, so that it can be shown. */
function valueOfText(kind: TextKind, text: string): number | boolean | string {
  if (kind === 'integer') return integerOf(text) ?? text
  return text === 'true' || (text === 'false' ? false : text)
}

/** A validator of a query that puts values in the place of texts before it looks at them; a part of what the contract is compiled to. */
export function readingTexts(kinds: Readonly<Record<string, TextKind>>, check: Validator): Validator {
  const names = Object.keys(kinds)
  const validate: Validator = value => {
    const fields = value as Record<string, unknown>
    for (const name of names) {
      const sent = fields[name]
      if (typeof sent === 'string') fields[name] = valueOfText(kinds[name]!, sent)
    }
    const isGood = check(fields)
    validate.errors = check.errors ?? null
    return isGood
  }
  return validate
}
