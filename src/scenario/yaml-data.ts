import type * as Yaml from 'yaml'
import { type Said, say } from '../errors/catalogue.ts'
import { MOST_LEVELS } from './plain-data.ts'

/** Something that YAML allows and a scenario does not, and the index in the text where it stands. */
export interface Flaw {
  readonly said: Said
  readonly offset: number
}

/** Values that aliases may add to those written down: ten aliases of ten aliases of ... are a few lines and a full memory. */
const MOST_COPIES = 100_000
/**
 * Tokens of a file: the largest that is shipped has 21,690. A text of nothing but mistakes takes the parser about 10 microseconds for
 * each, of a start.
 */
const MOST_TOKENS = 100_000
/** Tags that say what a value is anyway. */
const TAGS: ReadonlySet<string> = new Set([
  '!',
  ...['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map(name => `tag:yaml.org,2002:${name}`),
])

const BRACKETS: ReadonlyMap<string, number> = new Map([
  ['[', 1],
  ['{', 1],
  [']', -1],
  ['}', -1],
])
/** Tokens that stand in no text: document, end of flow, scalar. */
const LEXER_MARKS: ReadonlySet<string> = new Set(['\x02', '\x18', '\x1f'])

/**
 * What would take the parser too long, or too many calls within each other: texts of more tokens than people write, and
 * brackets or dashes of one line that are nested too deeply. It reads up to there only; undefined: nothing.
 * What is nested by indentation alone is found when it is read: it takes far more text.
 */
export function tooMuchIn(text: string, { Lexer }: typeof Yaml): Flaw | undefined {
  let offset = 0
  let tokens = 0
  let brackets = 0
  let dashes = 0
  for (const token of new Lexer().lex(text)) {
    if (++tokens > MOST_TOKENS) return { said: say('KM_YAML_LONG', { limit: MOST_TOKENS }), offset }
    brackets = Math.max(0, brackets + (BRACKETS.get(token) ?? 0))
    if (token === '-' || token === '?') dashes += 1
    else if (token.endsWith('\n')) dashes = 0
    if (brackets + dashes > MOST_LEVELS) return { said: say('KM_DATA_DEEP', { limit: MOST_LEVELS }), offset }
    if (!LEXER_MARKS.has(token)) offset += token.length
  }
  return undefined
}

/**
 * The document that a text is. The parser makes an error for each token that it does not like, thousands of them in a text of
 * signs, and where in the program each was made takes far more time than the rest.
 */
export function parseQuickly(text: string, lineCounter: Yaml.LineCounter, yaml: typeof Yaml): Yaml.Document.Parsed {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0
  try {
    // Names that are there twice are found by `dataOf`: the parser compares each with each.
    return yaml.parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: false })
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

/** The data of a document, with its aliases and merges put in, and what is wrong with it. */
export function dataOf(document: Yaml.Document.Parsed, yaml: typeof Yaml): { data: unknown; flaws: readonly Flaw[] } {
  const reading = new YamlReading(yaml)
  const data = reading.value(document.contents, 0)
  return { data, flaws: reading.flaws }
}

/** Index in the text of what stands at a path, or of the nearest thing above it. */
export function offsetAt(
  document: Yaml.Document.Parsed,
  path: readonly (string | number)[],
  yaml: typeof Yaml,
): number {
  let node: unknown = document.contents
  let offset = 0
  for (const part of [undefined, ...path]) {
    if (part !== undefined) node = childOf(yaml.isAlias(node) ? node.resolve(document) : node, part, yaml)
    if (!yaml.isNode(node) || !node.range) return offset
    offset = node.range[0]
  }
  return offset
}

/** What stands at a path as it was written, where that is a plain value. */
export function writtenAt(
  document: Yaml.Document.Parsed,
  path: readonly (string | number)[],
  yaml: typeof Yaml,
): string | undefined {
  let node: unknown = document.contents
  for (const part of path) node = childOf(yaml.isAlias(node) ? node.resolve(document) : node, part, yaml)
  return yaml.isScalar(node) ? node.source : undefined
}

function childOf(node: unknown, part: string | number, { isMap, isSeq, isScalar }: typeof Yaml): unknown {
  if (isSeq(node)) return node.items[Number(part)]
  if (!isMap(node)) return undefined
  // The last of several, as it counts.
  const pair = node.items.findLast(({ key }) => isScalar(key) && String(key.value) === String(part))
  return pair?.value ?? pair?.key
}

/** One walk through a document. */
class YamlReading {
  readonly flaws: Flaw[] = []
  readonly #yaml: typeof Yaml
  /** What was last named so, up to here. */
  readonly #anchors = new Map<string, Yaml.Node>()
  readonly #targets = new Map<Yaml.Alias, Yaml.Node | undefined>()
  /** The nodes that this one stands in. */
  readonly #above = new Set<unknown>()
  /** Aliases that this value was reached by. */
  #aliases = 0
  #copies = 0
  #tellsOfCopies = false

  constructor(yaml: typeof Yaml) {
    this.#yaml = yaml
  }

  value(node: unknown, level: number): unknown {
    const { isAlias, isMap, isSeq, isScalar } = this.#yaml
    if (isAlias(node)) return this.#alias(node, level)
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) return null
    if (this.#aliases > 0 && ++this.#copies > MOST_COPIES) return null
    this.#name(node)
    if (isScalar(node)) return node.value
    if (level >= MOST_LEVELS) return this.#flaw(node, say('KM_DATA_DEEP', { limit: MOST_LEVELS }))
    this.#above.add(node)
    const value = isMap(node) ? this.#mapping(node, level) : node.items.map(item => this.value(item, level + 1))
    this.#above.delete(node)
    return value
  }

  /** Keeps the anchor, looks at the tag. */
  #name(node: Yaml.Node): void {
    if (this.#aliases > 0) return
    const { anchor, tag } = node as Yaml.Scalar
    if (anchor !== undefined) this.#anchors.set(anchor, node)
    if (tag !== undefined && !TAGS.has(tag)) this.#flaw(node, say('KM_YAML_TAG', { tag }))
  }

  #alias(alias: Yaml.Alias, level: number): unknown {
    const { source: name } = alias
    if (!this.#targets.has(alias)) this.#targets.set(alias, this.#anchors.get(name))
    const target = this.#targets.get(alias)
    if (target === undefined) return this.#flaw(alias, say('KM_YAML_ALIAS_UNKNOWN', { name }))
    if (this.#above.has(target)) return this.#flaw(alias, say('KM_YAML_ALIAS_CIRCLE', { name }))
    this.#aliases += 1
    const value = this.value(target, level)
    this.#aliases -= 1
    if (this.#copies > MOST_COPIES && !this.#tellsOfCopies) {
      this.#tellsOfCopies = true
      this.#flaw(alias, say('KM_YAML_ALIASES_MANY', { limit: MOST_COPIES }))
    }
    return value
  }

  #mapping(node: Yaml.YAMLMap, level: number): Record<string, unknown> {
    const own = new Map<string, unknown>()
    const merged: unknown[] = []
    for (const { key, value } of node.items) {
      if (isMerge(key, this.#yaml)) {
        merged.push(...this.#merged(value, key, level))
        continue
      }
      const name = this.#keyOf(key, node)
      if (name === undefined) continue
      if (own.has(name)) this.#flaw(key, say('KM_SETTING_TWICE', { name }))
      own.set(name, this.value(value, level + 1))
    }
    for (const [name, value] of merged.flatMap(one => Object.entries(one as object))) {
      if (!own.has(name)) own.set(name, value)
    }
    // Not by assignment: a name may be `__proto__`.
    return Object.fromEntries(own)
  }

  /** The mappings that `<<` brings; what comes first counts. */
  #merged(value: unknown, key: unknown, level: number): unknown[] {
    const given = this.value(value, level)
    const list = Array.isArray(given) ? given : [given]
    if (list.every(one => typeof one === 'object' && one !== null && !Array.isArray(one))) return list
    this.#flaw(key, say('KM_YAML_MERGE', {}))
    return []
  }

  /** The name that a key is, as text; undefined: it is none. */
  #keyOf(key: unknown, mapping: Yaml.YAMLMap): string | undefined {
    const { isAlias, isScalar, isNode } = this.#yaml
    const value = isScalar(key) || isAlias(key) ? this.value(key, 0) : undefined
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
    this.#flaw(isNode(key) ? key : mapping, say('KM_YAML_KEY', {}))
    return undefined
  }

  #flaw(node: unknown, said: Said): null {
    const { range } = node as { range?: readonly number[] | null }
    this.flaws.push({ said, offset: range?.[0] ?? 0 })
    return null
  }
}

const isMerge = (key: unknown, { isScalar }: typeof Yaml) =>
  isScalar(key) && key.value === '<<' && (key.type === undefined || key.type === 'PLAIN')
