import { formatPatterns } from './formats.ts'
import { isJsonObject } from './json-object.ts'

/** A part of a description. */
type Node = Readonly<Record<string, unknown>>

/**
 * A description as it is given to others. What the server takes besides what a schema says, by extensions that nobody else
 * knows (other spellings, flags as text, one value in place of a list), is said there by the schema too, so that whoever
 * checks requests by it lets them pass (decision D213); formats of our own have patterns, and free names beside named ones
 * are of any type, as TypeScript has no word for what they are (decision D241). The description itself is not changed.
 */
export function publishedDocument(document: object): object {
  return widened(document) as object
}

/** What stands under these is no schema and has none in it. */
const VALUES = new Set(['example', 'value', 'default', 'enum', 'const'])

/** @param areNames the part is a table of properties, whose names say nothing */
function widened(part: unknown, areNames = false): unknown {
  if (Array.isArray(part)) return part.map(inner => widened(inner))
  if (!isJsonObject(part)) return part
  const become = ([name, inner]: [string, unknown]) =>
    VALUES.has(name) && !areNames ? [name, inner] : [name, widened(inner, name === 'properties' && !areNames)]
  const node = Object.fromEntries(Object.entries(part).map(become))
  return areNames ? node : typed(node)
}

/**
 * A description that has a path for every path that is served, the older names of `x-aliases` too, as operations of their
 * own that are deprecated: for who checks requests by it, as a proxy does. Generators are better off without (decision D240).
 */
export function withAllPaths(document: object): object {
  const { paths } = document as { paths: Readonly<Record<string, Readonly<Record<string, unknown>>>> }
  const all: Record<string, Record<string, unknown>> = { ...paths }
  for (const item of Object.values(paths)) {
    for (const [verb, operation] of Object.entries(item)) {
      if (!isJsonObject(operation) || !Array.isArray(operation['x-aliases'])) continue
      const { 'x-aliases': aliases, ...rest } = operation
      const older = { ...rest, deprecated: true }
      for (const [i, path] of (aliases as string[]).entries()) {
        const operationId = `${String(operation.operationId)}Older${i === 0 ? '' : i + 1}`
        all[path] = { ...all[path], [verb]: { ...older, operationId } }
      }
    }
  }
  return { ...document, paths: all }
}

/** A schema in the words that everybody knows. */
function typed(node: Node): Node {
  const spellings = spellingsIn(node)
  if (node['x-one-or-many'] === true && node.type === 'array') return oneOrMany(node)
  if (isJsonObject(node.properties) && isJsonObject(node.additionalProperties)) return freelyNamed(node)
  if (Array.isArray(node.type) && !node.type.includes('object')) return oneOfTypes(node, node.type)
  if (typeof node.format === 'string' && node.type === 'string') return patterned(node, node.format)
  if (spellings.length === 0 || (node.type !== 'boolean' && node.enum === undefined)) return node
  const { type, enum: values, ...rest } = node
  const documented = { type, ...(values === undefined ? {} : { enum: values }) }
  return { ...rest, anyOf: [documented, { type: 'string', pattern: anyCasePattern(spellings) }] }
}

/** Keywords that say something of texts, and of numbers. */
const OF_TEXTS = new Set(['maxLength', 'minLength', 'pattern', 'format'])
const OF_NUMBERS = new Set(['minimum', 'maximum'])

/** A branch for each type: of a list of types some generators take the first alone. */
function oneOfTypes({ type: _types, ...node }: Node, types: readonly unknown[]): Node {
  const isOfType = (keyword: string) => OF_TEXTS.has(keyword) || OF_NUMBERS.has(keyword)
  const branch = (type: unknown) => {
    const own = type === 'string' ? OF_TEXTS : OF_NUMBERS
    const takes = type === 'string' || type === 'number' || type === 'integer'
    return { type, ...keywordsOf(node, keyword => takes && own.has(keyword)) }
  }
  return { ...keywordsOf(node, keyword => !isOfType(keyword)), anyOf: types.map(branch) }
}

const keywordsOf = (node: Node, isKept: (keyword: string) => boolean): Node =>
  Object.fromEntries(Object.entries(node).filter(([keyword]) => isKept(keyword)))

function freelyNamed({ additionalProperties, ...rest }: Node): Node {
  return { ...rest, additionalProperties: true, 'x-additional-properties': additionalProperties }
}

function patterned(node: Node, format: string): Node {
  const pattern = formatPatterns.get(format)
  return pattern === undefined ? node : { ...node, pattern }
}

function oneOrMany({ type, items, maxItems, minItems, ...rest }: Node): Node {
  const many = Object.entries({ type, items, maxItems, minItems }).filter(([, value]) => value !== undefined)
  return { ...rest, anyOf: [Object.fromEntries(many), items] }
}
/** Texts that are read as a value, in whatever case; none: it has no other spelling. */
function spellingsIn(node: Node): string[] {
  const named = isJsonObject(node['x-spellings']) ? Object.keys(node['x-spellings']) : []
  const documented = node['x-any-case'] === true && Array.isArray(node.enum) ? node.enum.map(String) : []
  return [...documented, ...named]
}

/** A pattern of these texts in any case, for JSON Schema has no flag for it. */
function anyCasePattern(texts: readonly string[]): string {
  const letters = (text: string) =>
    [...text].map(one => {
      const [lower, upper] = [one.toLowerCase(), one.toUpperCase()]
      return lower === upper ? one.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&') : `[${lower}${upper}]`
    })
  return `^(?:${texts.map(text => letters(text).join('')).join('|')})$`
}
