import { isObject, type Json, type JsonObject } from '../contract/document.ts'

/** One rule taken out of a document, or widened. */
export interface Mutation {
  /** What was done, by which results are counted. */
  readonly kind: string
  /** Where: a JSON pointer, and what was taken. */
  readonly at: string
  /** The object that loses the rule. */
  readonly holder: JsonObject
  readonly apply: () => void
  readonly undo: () => void
}

const LOWER = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties']
const UPPER = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties']
const WHOLE = [
  ...['pattern', 'format', 'default', 'additionalProperties'],
  ...['x-scope', 'x-quota', 'x-date-range', 'x-page', 'x-aliases', 'x-any-case', 'x-spellings', 'x-one-or-many'],
  ...[
    'x-alias-of',
    'x-merge-query',
    'x-needed',
    'x-required-unless',
    'x-body-of',
    'x-not-together',
    'x-ignores-others',
  ],
]
/** Extensions of which each part is a rule. */
const IN_PARTS = ['x-scope', 'x-quota', 'x-date-range', 'x-page', 'x-spellings']
/** What holds values and no rules, or words about them. */
const NO_RULES = /^(examples?|default|enum|const|description|summary|title|tags|info|servers|x-.*)$/

/** Every rule of a document, one after another; what is behind a reference once, where it is declared. */
export function* mutationsOf(document: JsonObject): Generator<Mutation> {
  yield* below(document, '', false)
}

function* below(part: Json | undefined, pointer: string, isMap: boolean): Generator<Mutation> {
  if (Array.isArray(part)) for (const [i, item] of part.entries()) yield* below(item, `${pointer}/${i}`, false)
  if (!isObject(part)) return
  if (!isMap) yield* rulesOf(part, pointer)
  for (const [name, inner] of Object.entries(part)) {
    if (!isMap && NO_RULES.test(name)) continue
    const isNames = /^(properties|paths|schemas|parameters|responses|headers|content)$/.test(name) && isObject(inner)
    yield* below(inner, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, isNames && !isMap)
  }
}

function* rulesOf(holder: JsonObject, pointer: string): Generator<Mutation> {
  const at: Place = { holder, pointer }
  if (holder.required === true) yield setting(at, 'required', undefined, 'required')
  yield* eachOf(at, 'required')
  yield* eachOf(at, 'enum')
  for (const word of LOWER) yield* boundOf(at, word, -1)
  for (const word of UPPER) yield* boundOf(at, word, 1)
  for (const word of WHOLE) {
    // Where every name is allowed anyhow, the word says nothing.
    const isSaid = holder[word] !== undefined && !(word === 'additionalProperties' && holder[word] === true)
    if (isSaid) yield setting(at, word, undefined, word)
  }
  for (const word of IN_PARTS) if (isObject(holder[word])) yield* partsOf(holder[word], `${pointer}/${word}`, word)
}

/** An object of the document. */
interface Place {
  readonly holder: JsonObject
  readonly pointer: string
}

function* boundOf(at: Place, word: string, step: number): Generator<Mutation> {
  const bound = at.holder[word]
  if (typeof bound !== 'number') return
  yield setting(at, word, undefined, 'bound')
  // No length is below 0.
  if (bound + step >= 0 || word.endsWith('imum')) yield setting(at, word, bound + step, 'bound, wider by one')
}

function* partsOf(holder: JsonObject, pointer: string, word: string): Generator<Mutation> {
  for (const [name, value] of Object.entries(holder)) {
    if (name === 'x-source') continue
    yield setting({ holder, pointer }, name, undefined, `part of ${word}`)
    if (typeof value === 'number') yield setting({ holder, pointer }, name, value + 1, 'bound, wider by one')
  }
}

function* eachOf(at: Place, word: 'required' | 'enum'): Generator<Mutation> {
  const values = at.holder[word]
  if (!Array.isArray(values)) return
  for (const value of values) {
    const others = values.filter(other => other !== value)
    // An empty list of choices is no schema: with the last value the choice itself goes.
    const left = others.length === 0 ? undefined : others
    yield { ...setting(at, word, left, word), at: `${at.pointer}/${word} ${JSON.stringify(value)}` }
  }
}

function setting({ holder, pointer }: Place, word: string, value: Json | undefined, kind: string): Mutation {
  const before = { ...holder }
  const put = (all: JsonObject) => {
    for (const name of Object.keys(holder)) delete holder[name]
    Object.assign(holder, all)
  }
  const { [word]: _taken, ...others } = before
  return {
    kind,
    at: `${pointer}/${word}${value === undefined || Array.isArray(value) ? '' : ` ${JSON.stringify(value)}`}`,
    holder,
    // In its place, as the order of fields is a rule too.
    apply: () => put(value === undefined ? others : { ...before, [word]: value }),
    undo: () => put(before),
  }
}
