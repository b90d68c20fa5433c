import { boundsOf, DAY_MS } from '../formats.ts'
import { isJsonObject } from '../json-object.ts'
import type { Contract } from '../open.ts'
import type { DateRangeRule, OperationInfo, Violation } from '../types.ts'
import { withKnownFields } from './known-fields.ts'
import { nearestValue, valueFromNothing } from './nearest-value.ts'
import type { RequestParts } from './request-parts.ts'
import { exampleOf, ruleOf, stepsOf } from './rule-of.ts'

/** Something that was made otherwise. */
export interface Correction {
  readonly property: string
  /** Undefined: it was not there. */
  readonly from: unknown
  /** Undefined: it is left out. */
  readonly to: unknown
  /** The rule that it broke. */
  readonly why: string
}

/** What would be right. */
export interface Corrected {
  readonly parts: RequestParts
  readonly corrections: readonly Correction[]
  /** What is still wrong; none: it is a good request. */
  readonly left: readonly Violation[]
}

/** Gives a value for a field, by its name, in place of what the description shows. */
export type WorkingValue = (property: string, shown: unknown) => unknown

type JudgingContract = Pick<Contract<string>, 'validate' | 'brokenRule' | 'document'>

/** Each round sets right what the one before has left or brought about. */
const MOST_CORRECTIONS = 8

/**
 * The valid request that comes nearest to another, from the contract alone: each value that breaks a rule becomes the nearest
 * one that the rule allows, else what the description shows, else it is left out. It yields between its rounds, each of which sets
 * right some 200 values at most.
 */
export function* correct(
  contract: JudgingContract,
  op: OperationInfo,
  sent: RequestParts,
  working: WorkingValue = (_, shown) => shown,
): Generator<undefined, Corrected> {
  const way = new Way(contract.document(), op, working)
  const known = withKnownFields(op, sent)
  yield
  // Its values are set right where they stand: a copy for each of 200 mistakes in a long list took 400 ms.
  let parts: RequestParts = structuredClone(known.parts)
  let { left, isOfFields } = judged(contract, op, parts)
  for (let round = 0; round < MOST_CORRECTIONS && left.length > 0; round += 1) {
    yield
    for (const violation of left) {
      parts = isOfFields ? way.withOne(parts, violation) : way.withRuleKept(parts, violation)
    }
    ;({ left, isOfFields } = judged(contract, op, parts))
  }
  return { parts, corrections: correctionsOf(sent, parts, new Map([...known.why, ...way.why])), left }
}

interface Judged {
  readonly left: readonly Violation[]
  /** They are of single fields; else of a rule between several. */
  readonly isOfFields: boolean
}

/** What is wrong, by the schemas; where these are met, by the rules between fields. */
function judged(contract: JudgingContract, op: OperationInfo, parts: RequestParts): Judged {
  const { value, violations } = contract.validate(op.operationId, structuredClone(parts) as never)
  if (violations.length > 0) return { left: violations, isOfFields: true }
  const broken = contract.brokenRule(op.operationId, value)
  return { left: broken === undefined ? [] : [broken], isOfFields: false }
}

/** Sets right one value after the other, and remembers what was tried. */
class Way {
  /** The rule that a field broke, by its path: the first word counts. */
  readonly why = new Map<string, string>()
  readonly #tries = new Map<string, number>()
  readonly #document: object
  readonly #op: OperationInfo
  readonly #working: WorkingValue

  constructor(document: object, op: OperationInfo, working: WorkingValue) {
    this.#document = document
    this.#op = op
    this.#working = working
  }

  withOne(parts: RequestParts, { property, message }: Violation): RequestParts {
    const top = topOf(property)
    this.#note(top, message)
    const tries = this.#tries.get(property) ?? 0
    this.#tries.set(property, tries + 1)
    if (property === 'body') return { ...parts, body: {} }
    if (message === 'is not known') return withValue(parts, property, undefined)
    const ways = [
      ...(valueOfProperty(parts, property) === undefined ? [] : [() => this.#nearest(parts, property)]),
      () => this.#shown(parts, top),
      () => this.#said(parts, property),
      () => withValue(parts, property, undefined),
      () => withValue(parts, top, undefined),
    ]
    for (const way of ways.slice(tries)) {
      const next = way()
      if (next !== undefined) return next
      this.#tries.set(property, (this.#tries.get(property) ?? 0) + 1)
    }
    return parts
  }

  /** Sets right what a rule between fields forbids: the second of two that exclude each other, or the length of a range. */
  withRuleKept(parts: RequestParts, { property, message }: Violation): RequestParts {
    const { dateRange } = this.#op
    this.#note(property, message)
    if (dateRange === undefined || property !== `${dateRange.in}.${dateRange.to}`)
      return withValue(parts, property, undefined)
    // Of a body that takes fields from the query the range may stand there.
    const where = [dateRange.in, 'query'].find(one => valueOfProperty(parts, `${one}.${dateRange.from}`) !== undefined)
    if (where === undefined || message.includes('together')) return withValue(parts, property, undefined)
    this.#note(`${where}.${dateRange.from}`, message)
    return withRange(parts, where, dateRange)
  }

  #note(property: string, message: string): void {
    if (!this.why.has(property)) this.why.set(property, message)
  }

  #nearest(parts: RequestParts, property: string): RequestParts | undefined {
    const rule = ruleOf(this.#document, this.#op, property)
    if (rule === undefined) return undefined
    const next = nearestValue(rule.schema, valueOfProperty(parts, property))
    return next === undefined ? undefined : withValue(parts, property, this.#written(property, next))
  }

  #said(parts: RequestParts, property: string): RequestParts | undefined {
    const rule = ruleOf(this.#document, this.#op, property)
    const next = rule && valueFromNothing(rule.schema)
    return next === undefined ? undefined : withValue(parts, property, this.#written(property, next))
  }

  #shown(parts: RequestParts, property: string): RequestParts | undefined {
    const shown = exampleOf(this.#document, this.#op, property)
    if (shown === undefined) return undefined
    return withValue(parts, property, this.#written(property, this.#working(property, shown)))
  }

  /** As it is sent: what stands in a query or a header is text. */
  #written(property: string, value: unknown): unknown {
    const [where, name] = stepsOf(property)
    if (where === 'body') return value
    if (typeof value === 'object' && value !== null) {
      return this.#op.reading.lists.includes(name!) && Array.isArray(value) ? value.join(',') : JSON.stringify(value)
    }
    return String(value)
  }
}

function withRange(parts: RequestParts, where: string, { from, to, maxDays }: DateRangeRule): RequestParts {
  const [first, last] = [from, to].map(name => String(valueOfProperty(parts, `${where}.${name}`))) as [string, string]
  const bounds = [boundsOf(first), boundsOf(last)] as const
  if (bounds[0].lower > bounds[1].upper) {
    return withValue(withValue(parts, `${where}.${from}`, last), `${where}.${to}`, first)
  }
  const earliest = new Date(bounds[1].lower - (maxDays ?? 0) * DAY_MS).toISOString()
  return withValue(parts, `${where}.${from}`, first.length === 10 ? earliest.slice(0, 10) : earliest)
}

const topOf = (property: string) => stepsOf(property).slice(0, 2).join('.')

function valueOfProperty(parts: RequestParts, property: string): unknown {
  return stepsOf(property).reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? Reflect.get(at, step) : undefined,
    parts,
  )
}

/** The same parts with a value put in its place; undefined takes it away. Nothing is put where there is no object or list around it. */
function withValue(parts: RequestParts, property: string, value: unknown): RequestParts {
  const steps = stepsOf(property)
  const last = steps.pop()!
  const whole = steps[0] === 'body' && parts.body === undefined ? { ...parts, body: {} } : parts
  let at: unknown = whole
  for (const step of steps) at = takesParts(at) && Object.hasOwn(at, step) ? Reflect.get(at, step) : undefined
  if (Array.isArray(at) && value === undefined) at.splice(Number(last), 1)
  else if (takesParts(at)) putValue(at, last, structuredClone(value))
  return whole
}

const takesParts = (value: unknown): value is object => typeof value === 'object' && value !== null

function putValue(at: object, name: string, value: unknown): void {
  if (value === undefined) Reflect.deleteProperty(at, name)
  else Object.defineProperty(at, name, { value, writable: true, enumerable: true, configurable: true })
}

/** What differs, field by field of query, headers and body. */
function correctionsOf(sent: RequestParts, made: RequestParts, why: ReadonlyMap<string, string>): Correction[] {
  if (sent.body !== undefined && !isJsonObject(sent.body)) {
    const { body, ...rest } = sent
    const whole = { property: 'body', from: body, to: made.body, why: why.get('body') ?? 'must be an object' }
    return [...correctionsOf({ ...rest, body: undefined }, { ...made, body: undefined }, why), whole]
  }
  return (['query', 'headers', 'body'] as const).flatMap(where => {
    const [before, after] = [namedIn(sent[where]), namedIn(made[where])]
    const names = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...names].flatMap(name => {
      const property = `${where}.${name}`
      const [from, to] = [valueOfProperty({ ...sent }, property), valueOfProperty({ ...made }, property)]
      if (JSON.stringify(from) === JSON.stringify(to)) return []
      return [{ property, from, to, why: why.get(property) ?? why.get(where) ?? 'follows from the rest' }]
    })
  })
}

const namedIn = (part: unknown): object => (isJsonObject(part) ? part : {})
