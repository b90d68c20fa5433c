import { operations } from '../contract/contract.ts'
import { DAY_MS } from '../contract/formats.ts'
import type { Caller, ReceivedAnswer } from './caller.ts'
import { type Json, listIn } from './json.ts'
import type { Ledger } from './ledger.ts'
import type { OperationShape, RequestField } from './operation-shape.ts'
import { type Deviations, having, type RequestDraft, sentOf } from './request-draft.ts'
import { type Samples, STAND_IN } from './samples.ts'
import type { CheckOptions } from './types.ts'

/** The days that are looked at, both inclusive, `YYYY-MM-DD`. They lie in the past, so that nothing moves meanwhile. */
export interface DayRange {
  readonly from: string
  readonly to: string
}

/** Days after the first: the longest range that every operation takes. */
const MORE_DAYS = 6
/** Rows of the longest page asked for: enough to meet most fields and values, and cheap. */
const WIDE = 40

/** One operation under examination. */
export interface Probe {
  readonly shape: OperationShape
  readonly ledger: Ledger
  readonly options: CheckOptions
  readonly range: DayRange
  readonly samples: Samples
  readonly caller: Caller
  /** The ordinary request; with stand-ins for what is not known. */
  readonly draft: RequestDraft
  /** Why it cannot be asked for data, in words; undefined: it can. */
  readonly lacks: string | undefined
  /** Whether requests that are refused before any data is looked for can be made. */
  readonly canBeRefused: boolean
  /** A verb that the contract does not have at this path; of those the most harmless. */
  readonly wrongVerb: string
  ask(draft: RequestDraft, deviations?: Deviations & { readonly auth?: string | null }): Promise<ReceivedAnswer>
}

/** The seven days from a date on; those before today when none is given. */
export function rangeOf(from: string | undefined, now: number): DayRange {
  const first = from === undefined ? dateOf(now - (MORE_DAYS + 1) * DAY_MS) : from
  return { from: first, to: shifted(first, MORE_DAYS) }
}

/** A day some days later, or earlier. */
export const shifted = (day: string, days: number): string => dateOf(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS)

const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** Most rows of the pages that are asked for. */
export function widest(shape: OperationShape): number {
  const size = shape.fields.find(({ name }) => name === shape.info.page?.size)
  return Math.min(WIDE, typeof size?.schema.maximum === 'number' ? size.schema.maximum : WIDE)
}

/** Fields by which requests are made: no second names, and of a field that may stand in query and body the latter. */
export function mainFields({ fields }: OperationShape): readonly RequestField[] {
  return fields.filter(
    field =>
      field.aliasOf === undefined &&
      !(field.place === 'query' && fields.some(({ place, name }) => place === 'body' && name === field.name)),
  )
}

/** The ordinary request as far as it needs no id from an earlier answer. */
export function plainDraft(shape: OperationShape, options: CheckOptions, range: DayRange): RequestDraft {
  const { info } = shape
  let draft: RequestDraft = {
    path: {},
    query: {},
    headers: {},
    body: shape.fields.some(({ place }) => place === 'body') ? {} : undefined,
  }
  for (const field of mainFields(shape)) {
    const value = plainValue(shape, field, options, range)
    if (value !== undefined) draft = having(draft, field, value)
  }
  return info.botParam === undefined ? draft : having(draft, { place: 'path', name: info.botParam }, options.bot)
}

function plainValue(shape: OperationShape, field: RequestField, options: CheckOptions, range: DayRange): unknown {
  const { place, name, schema, required } = field
  const { dateRange, page } = shape.info
  if (dateRange?.in === place && dateRange.from === name) return range.from
  if (dateRange?.in === place && dateRange.to === name) return range.to
  if (page?.size === name) return widest(shape)
  if (page?.page === name) return 1
  // Switches that add something to the rows; others, such as `search`, change which rows there are.
  if (schema.type === 'boolean') return /^(include|get)[A-Z]/.test(name) ? true : undefined
  if (place === 'path' || place === 'header') return toldValue(options, name) ?? STAND_IN
  return required ? anyValue(schema) : undefined
}

/** Some value that a schema allows. */
function anyValue(schema: Json): unknown {
  if (Array.isArray(schema.enum)) return schema.enum[0]
  return schema.type === 'integer' || schema.type === 'number' ? (schema.minimum ?? 1) : STAND_IN
}

/** What the caller of the check has told, by the name of the parameter. */
export function toldValue({ account, dashboard, widget }: CheckOptions, name: string): string | undefined {
  switch (name.toLowerCase()) {
    case 'accountid':
      return account
    case 'dashboardname':
      return dashboard
    case 'widgetname':
      return widget
    default:
      return undefined
  }
}

const FLAG_NAMES: Readonly<Record<string, string>> = {
  accountid: '--account',
  dashboardname: '--dashboard',
  widgetname: '--widget',
}

function wrongVerbAt(path: string): string {
  const known = operations.filter(info => info.path === path).map(({ method }) => method)
  return ['GET', 'POST', 'PUT'].find(verb => !known.some(method => method === verb)) ?? 'PATCH'
}

/** The probe of an operation, with ids from earlier answers in its request. */
export async function makeProbe(
  shape: OperationShape,
  ledger: Ledger,
  shared: Pick<Probe, 'options' | 'range' | 'samples' | 'caller'>,
): Promise<Probe> {
  const { options, range, samples, caller } = shared
  const fields = mainFields(shape)
  const lacking: string[] = []
  let draft = plainDraft(shape, options, range)
  for (const field of fields) {
    const { place, name, required } = field
    if (samples.has(name) && takesSample(shape, field)) {
      const value = await sampleFor(field, fields, samples)
      if (value !== undefined) draft = having(draft, field, value)
      else if (required) lacking.push(`no row of ${samples.origin(name)} to take ${place}.${name} from`)
    } else if (isUntold(shape, field, options)) lacking.push(`no ${FLAG_NAMES[name.toLowerCase()] ?? name} was given`)
  }
  return {
    ...shared,
    shape,
    ledger,
    draft,
    lacks: lacking.length === 0 ? undefined : lacking.join('; '),
    canBeRefused: !fields.some(field => field.place === 'header' && isUntold(shape, field, options)),
    wrongVerb: wrongVerbAt(shape.info.path),
    ask: (asked, { auth, ...deviations } = {}) =>
      caller.send(sentOf(shape, asked, auth === null ? undefined : (auth ?? caller.token()), deviations)),
  }
}

/** Whether a request needs a value that the caller of the check has not told. */
function isUntold(shape: OperationShape, { place, name, required }: RequestField, options: CheckOptions): boolean {
  const isOfPath = place === 'path' || place === 'header'
  return isOfPath && required && name !== shape.info.botParam && toldValue(options, name) === undefined
}

/** Whether the ordinary request holds an id; a list of ids beside which nothing else counts is a request of its own. */
function takesSample(shape: OperationShape, { name, required, schema }: RequestField): boolean {
  const isTaken = required || name === 'sessionId' || schema.default !== undefined
  return isTaken && name !== shape.info.reading.ignoresOthers
}

/** Ids for a field, of one user where a request is about one; undefined when none fits. */
async function sampleFor(
  { name, schema }: RequestField,
  fields: readonly RequestField[],
  samples: Samples,
): Promise<unknown> {
  const values = await samples.values(name)
  const fit = Array.isArray(schema.enum) ? values.filter(value => listIn(schema.enum).includes(value)) : values
  if (schema.type !== 'array') return fit[0]
  const isOfOneUser = fields.some(({ name, required }) => name === 'userId' && required)
  return fit.length === 0 ? undefined : fit.slice(0, isOfOneUser ? 1 : undefined)
}
