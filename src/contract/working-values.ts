import { isJsonObject } from './json-object.ts'

/** Values that a running mock knows, by what they are: who asks with them has an answer with rows. */
export interface WorkingValues {
  readonly bot?: string | undefined
  readonly account?: string | undefined
  /** First and last day of a range, as `YYYY-MM-DD`. */
  readonly firstDay?: string | undefined
  readonly lastDay?: string | undefined
  /** A conversation with a human agent; what follows is of the session before it. */
  readonly conversation?: string | undefined
  readonly session?: string | undefined
  readonly user?: string | undefined
  readonly call?: string | undefined
  readonly channel?: string | undefined
  readonly containment?: string | undefined
  /** A filter that keeps what carries one of its tags, as JSON. */
  readonly tags?: string | undefined
  readonly dashboard?: string | undefined
  readonly widget?: string | undefined
}

/** Which value a parameter or a field of a body has, by its name. */
const VALUE_OF: ReadonlyMap<string, keyof WorkingValues> = new Map([
  ['botId', 'bot'],
  ['streamId', 'bot'],
  ['accountId', 'account'],
  ...['start_date', 'startDate', 'dateFrom', 'from'].map(name => [name, 'firstDay'] as const),
  ...['end_date', 'endDate', 'dateTo', 'to'].map(name => [name, 'lastDay'] as const),
  ['userId', 'user'],
  ['sessionId', 'session'],
  ['sessionIds', 'session'],
  ['callId', 'call'],
  ['ivrInstID', 'call'],
  ['channelType', 'channel'],
  ['containmentType', 'containment'],
  ['tags', 'tags'],
  ['conversationId', 'conversation'],
  ['conversationIds', 'conversation'],
  ['dashboardName', 'dashboard'],
  ['widgetName', 'widget'],
])

/**
 * A description whose examples of parameters and of bodies of requests are values that this mock knows, where it has one;
 * the others stay as they are (decision D242). Examples of answers stay, too: they show every field.
 */
export function withWorkingValues(document: object, values: WorkingValues): object {
  const asked = new Set<string>()
  const filled = filledIn(document, values, asked) as Record<string, unknown>
  const { components } = filled
  if (!isJsonObject(components) || !isJsonObject(components.examples)) return filled
  const examples = Object.entries(components.examples).map(([name, example]) => [
    name,
    asked.has(`#/components/examples/${name}`) ? bodyWith(example, values) : example,
  ])
  return { ...filled, components: { ...components, examples: Object.fromEntries(examples) } }
}

/** @param asked collects the references to examples of requests */
function filledIn(part: unknown, values: WorkingValues, asked: Set<string>): unknown {
  if (Array.isArray(part)) return part.map(inner => filledIn(inner, values, asked))
  if (!isJsonObject(part)) return part
  if (isJsonObject(part.requestBody)) collectReferences(part.requestBody, asked)
  const node = Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, filledIn(inner, values, asked)]))
  if (typeof node.in !== 'string' || typeof node.name !== 'string' || node.example === undefined) return node
  return { ...node, example: workingValue(node.name, node.example, values) }
}

function collectReferences(part: unknown, found: Set<string>): void {
  if (Array.isArray(part)) for (const inner of part) collectReferences(inner, found)
  if (!isJsonObject(part)) return
  if (typeof part.$ref === 'string') found.add(part.$ref)
  for (const inner of Object.values(part)) collectReferences(inner, found)
}

/** An example of a body: its fields of the first level. */
function bodyWith(example: unknown, values: WorkingValues): unknown {
  if (!isJsonObject(example) || !isJsonObject(example.value)) return example
  const fields = Object.entries(example.value).map(([name, shown]) => [name, workingValue(name, shown, values)])
  return { ...example, value: Object.fromEntries(fields) }
}

/** A value that works for a parameter or a field of that name, in place of what an example shows, in its form: a list stays a list. */
export function workingValue(name: string, shown: unknown, values: WorkingValues): unknown {
  const known = VALUE_OF.get(name)
  const value = known === undefined ? undefined : values[known]
  if (value === undefined) return shown
  if (Array.isArray(shown)) return [value]
  return typeof shown === 'string' ? value : shown
}
