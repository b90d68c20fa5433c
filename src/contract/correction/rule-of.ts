import { isJsonObject } from '../json-object.ts'
import { own } from '../own.ts'
import type { OperationInfo } from '../types.ts'

/** Where a description says what a value must be. */
export interface RuleFound {
  /** JSON pointer into the description. */
  readonly pointer: string
  /** The schema of the value. */
  readonly schema: Readonly<Record<string, unknown>>
  /** What the description says of the value. */
  readonly description: string | undefined
  /** Where the rule comes from. */
  readonly source: string | undefined
}

/** A part of a description, and where it stands. */
interface RulePlace {
  readonly pointer: string
  readonly node: Readonly<Record<string, unknown>>
}

/** Steps of a path such as `body.tags.and[0].name`: placeAt, names, and places in lists. */
export function stepsOf(property: string): string[] {
  return property.split(/[.[\]]/).filter(step => step !== '')
}

/**
 * The rule of a value by the path that violations have, such as `query.limit`; of a value schemaInside of a parameter or a field
 * the innermost schema that the description has for it. Undefined: it has none, as for what is not known.
 */
export function ruleOf(document: object, op: OperationInfo, property: string): RuleFound | undefined {
  const [where, name, ...inner] = stepsOf(property)
  const top = placeAt(document, ['paths', op.path, op.method.toLowerCase()])
  if (top === undefined || name === undefined) return undefined
  const found =
    where === 'body'
      ? bodyField(document, top, name)
      : parameter(document, top, where === 'headers' ? 'header' : where!, name)
  if (found === undefined) return undefined
  let { schema } = found
  let { owner } = found
  for (const step of inner) {
    const next = schemaInside(document, schema, step)
    if (next === undefined) break
    schema = next
    owner = next
  }
  return {
    pointer: schema.pointer,
    schema: schema.node,
    description: textIn(owner.node, 'description') ?? textIn(schema.node, 'description'),
    source: textIn(owner.node, 'x-source') ?? textIn(schema.node, 'x-source'),
  }
}

/** The first tag of an operation: the heading under which pages show it. */
export function tagOf(document: object, op: OperationInfo): string | undefined {
  const tags = placeAt(document, ['paths', op.path, op.method.toLowerCase()])?.node.tags
  return Array.isArray(tags) ? String(tags[0]) : undefined
}

/** What the description shows for a field: of a parameter its example, of a field of a body what an example of a body has. */
export function exampleOf(document: object, op: OperationInfo, property: string): unknown {
  const [where, name] = stepsOf(property)
  const top = placeAt(document, ['paths', op.path, op.method.toLowerCase()])
  if (top === undefined || name === undefined) return undefined
  if (where !== 'body') {
    const found = parameter(document, top, where === 'headers' ? 'header' : where!, name)
    return found?.owner.node.example ?? found?.schema.node.example
  }
  const bodies = bodyExamples(document, top)
  return bodies.map(body => own(body, name)).find(value => value !== undefined)
}

/** The bodies that the description shows for an operation, the first first. */
function bodyExamples(document: object, top: RulePlace): Readonly<Record<string, unknown>>[] {
  const media = below(document, bodyOfOperation(document, top), 'content', 'application/json')
  if (media === undefined) return []
  const named = isJsonObject(media.node.examples) ? Object.keys(media.node.examples) : []
  const shown = named.map(name => below(document, media, 'examples', name)?.node.value)
  return [media.node.example, ...shown].filter(isJsonObject)
}

interface RuleField {
  readonly owner: RulePlace
  readonly schema: RulePlace
}

function parameter(document: object, top: RulePlace, where: string, name: string): RuleField | undefined {
  const all = Array.isArray(top.node.parameters) ? top.node.parameters : []
  for (const i of all.keys()) {
    const owner = below(document, top, 'parameters', String(i))
    if (owner === undefined || owner.node.in !== where) continue
    // Names of headers are read in any case.
    const known = String(owner.node.name)
    if (where === 'header' ? known.toLowerCase() !== name.toLowerCase() : known !== name) continue
    return { owner, schema: below(document, owner, 'schema') ?? owner }
  }
  return undefined
}

function bodyField(document: object, top: RulePlace, name: string): RuleField | undefined {
  const schema = below(
    document,
    bodyOfOperation(document, top),
    'content',
    'application/json',
    'schema',
    'properties',
    name,
  )
  return schema && { owner: schema, schema }
}

const bodyOfOperation = (document: object, top: RulePlace) => below(document, top, 'requestBody')

function placeAt(document: object, steps: readonly string[]): RulePlace | undefined {
  return below(document, { pointer: '#', node: document as RulePlace['node'] }, ...steps)
}

/** What stands under a part by names; references are placeBehind. */
function below(document: object, from: RulePlace | undefined, ...steps: readonly string[]): RulePlace | undefined {
  let at = from
  for (const step of steps) {
    const inner = at && nodeNamed(at.node, step)
    // Lists are gone through too: that of parameters.
    at = hasParts(inner) ? placeBehind(document, `${at!.pointer}/${escaped(step)}`, inner) : undefined
  }
  return at
}

/** The schema of a value schemaInside of another: of a field, else of an item, else of whatever field. */
function schemaInside(document: object, schema: RulePlace, step: string): RulePlace | undefined {
  return (
    below(document, schema, 'properties', step) ??
    below(document, schema, 'items') ??
    below(document, schema, 'additionalProperties')
  )
}

const hasParts = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

function placeBehind(
  document: object,
  pointer: string,
  node: Readonly<Record<string, unknown>>,
): RulePlace | undefined {
  const reference = textIn(node, '$ref')
  if (reference === undefined) return { pointer, node }
  const steps = reference.split('/').slice(1)
  const inner = steps.reduce<unknown>((at, step) => nodeNamed(at, step), document)
  return hasParts(inner) ? placeBehind(document, reference, inner) : undefined
}

/** What a list or an object itself has by a name. */
function nodeNamed(at: unknown, name: string): unknown {
  return typeof at === 'object' && at !== null ? own(at as Record<string, unknown>, name) : undefined
}

const escaped = (step: string) => step.replaceAll('~', '~0').replaceAll('/', '~1')

function textIn(node: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = own(node, name)
  return typeof value === 'string' ? value.trim() : undefined
}
