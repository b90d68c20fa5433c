import type { DateRangeRule } from '../../contract/types.ts'
import type { ReceivedAnswer } from '../caller.ts'
import type { RequestField } from '../operation-shape.ts'
import { type Probe, shifted, toldValue } from '../probe.ts'
import { having, type RequestDraft } from '../request-draft.ts'
import { STAND_IN } from '../samples.ts'

/** No calendar has it. */
const NO_DAY = '2026-02-30'
const DATES: readonly unknown[] = ['date', 'iso-day-or-time', 'day-or-time']

/** Above the documented maximum: 412 (ruling R1). */
export async function probeLimits(probe: Probe): Promise<void> {
  const limits = refusalsOf(probe, 'limits')
  for (const field of probe.shape.fields) {
    const value = tooMuch(field)
    if (value === undefined || field.aliasOf !== undefined) continue
    const limit = field.schema.maximum ?? field.schema.maxItems
    await limits(`${field.place}.${field.name} above ${limit}`, having(probe.draft, field, value))
  }
}

/** Item of a list that is too long: a thousand of them stand in a URL, of which servers read some 8 to 16 kB. */
const SHORT_ITEM = 'x'

function tooMuch({ schema }: RequestField): unknown {
  if (typeof schema.maximum === 'number') return schema.maximum + 1
  return typeof schema.maxItems === 'number' ? Array(schema.maxItems + 1).fill(SHORT_ITEM) : undefined
}

/** What a schema can say about a request: 412 (ruling R3). */
export async function probeInputs(probe: Probe): Promise<void> {
  const { shape, draft } = probe
  const inputs = refusalsOf(probe, 'inputs')
  for (const field of shape.fields) {
    if (field.place === 'path' || field.aliasOf !== undefined) continue
    for (const [fault, value] of wrongValues(probe, field)) {
      await inputs(
        `${field.place}.${field.name} ${fault}`,
        having(withoutSubstitutes(draft, field, value), field, value),
      )
    }
  }
  if (draft.body !== undefined) await inputs('body not JSON', draft, { text: '{"' })
}

/** The draft of a request from which a field is taken away, without those that may stand in its place. */
function withoutSubstitutes(draft: RequestDraft, { place, substitutes }: RequestField, value: unknown): RequestDraft {
  if (value !== undefined) return draft
  return substitutes.reduce((left, name) => having(left, { place, name }, undefined), draft)
}

/** What is wrong with a field, in words, and a value of which that is true; undefined takes the field away. */
function wrongValues(
  { shape }: Probe,
  { place, name, required, schema }: RequestField,
): [fault: string, value: unknown][] {
  const wrong: [string, unknown][] = []
  if (required) wrong.push(['missing', undefined])
  if (DATES.includes(schema.format)) wrong.push(['not in the calendar', NO_DAY])
  if (Array.isArray(schema.enum)) wrong.push(['not in the enumeration', STAND_IN])
  if (name === shape.info.page?.size) wrong.push(['not a number', place === 'body' ? '1' : 'one'])
  return wrong
}

/** Rules between fields, and names of what is not there: 400 (rulings R3, R6, R12). */
export async function probeRules(probe: Probe): Promise<void> {
  await probeRange(probe)
  await probeIgnored(probe)
  const { shape, draft } = probe
  const rules = refusalsOf(probe, 'rules')
  for (const names of shape.info.reading.notTogether) {
    const lacking = shape.fields.filter(
      ({ place, name }) => place === 'body' && names.includes(name) && draft.body?.[name] === undefined,
    )
    const all = lacking.reduce((made, field) => having(made, field, STAND_IN), draft)
    await rules(`${names.join(' with ')}`, all, { statuses: [400] })
  }
  for (const field of shape.fields) if (field.place === 'path') await probeUnknownName(probe, field)
}

/** A name in the path that leads nowhere. */
async function probeUnknownName(probe: Probe, field: RequestField): Promise<void> {
  const { shape, draft, options, ledger } = probe
  const rules = refusalsOf(probe, 'rules')
  const wrong = having(draft, field, STAND_IN)
  if (field.name === shape.info.botParam) {
    // A bot-scoped app is told that its credentials do not fit, an account-wide one that there is no such bot (facts 2.2).
    await rules('unknown bot', wrong, { statuses: [400, 401] })
    return
  }
  const what = /^(dashboard|widget)Name$/.exec(field.name)?.[1]
  if (what === undefined) return
  if (what === 'widget' && toldValue(options, 'dashboardName') === undefined) {
    ledger.notSeen('rules', 'unknown widget', 'no --dashboard was given')
  } else await rules(`unknown ${what}`, wrong, { statuses: [400] })
}

async function probeRange(probe: Probe): Promise<void> {
  const { shape, draft, range } = probe
  const rule = shape.info.dateRange
  if (rule === undefined) return
  const rules = refusalsOf(probe, 'rules')
  await rules('range upside down', ranged(draft, rule, range.to, shifted(range.from, -1)), { statuses: [400] })
  if (rule.maxDays === undefined) return
  const long = ranged(draft, rule, shifted(range.to, -rule.maxDays - 1), range.to)
  await rules(`range of more than ${rule.maxDays} days`, long, { statuses: [400] })
}

/** The draft with other bounds of its range. */
const ranged = (draft: RequestDraft, { in: place, from, to }: DateRangeRule, first: string, last: string) =>
  having(having(draft, { place, name: from }, first), { place, name: to }, last)

/** Beside a list of ids everything else is ignored, valid or not; only a wrong type is refused (ruling R27). */
async function probeIgnored({ shape, draft, range, ledger, samples, ask }: Probe): Promise<void> {
  const { dateRange: rule, page, reading } = shape.info
  const name = reading.ignoresOthers
  if (name === undefined) return
  const byIds = having(draft, { place: 'body', name }, [...(await samples.values(name)), STAND_IN])
  const answered = async (check: string, status: number, asked: RequestDraft) =>
    ledger.answered('rules', check, [status], await ask(asked))
  if (rule !== undefined)
    await answered(`any range with ${name}`, 200, ranged(byIds, rule, range.to, shifted(range.from, -1000)))
  const allWrong = shape.fields.reduce((made, field) => {
    const value = ignoredValue(field)
    return value === undefined ? made : having(made, field, value)
  }, byIds)
  await answered(`values that are not allowed beside ${name}`, 200, allWrong)
  const size = shape.fields.find(field => field.name === page?.size)
  if (size !== undefined)
    await answered(`${size.place}.${size.name} as text beside ${name}`, 412, having(allWrong, size, '1'))
}

/** A value of the right type that a field does not allow; undefined: there is none, or none that the check knows. */
function ignoredValue({ place, schema }: RequestField): unknown {
  if (place !== 'query' && place !== 'body') return undefined
  if (typeof schema.maximum === 'number') return schema.maximum + 1
  if (DATES.includes(schema.format)) return NO_DAY
  return Array.isArray(schema.enum) ? STAND_IN : undefined
}

/** Who may call, with which verb and where: 401, 405, 404 (rulings R5, R10). None of these requests could do anything. */
export async function probeAccess(probe: Probe, isFirst: boolean): Promise<void> {
  const { shape, ledger, draft } = probe
  const answered = (check: string, status: number, answer: ReceivedAnswer) =>
    ledger.answered('access', check, [status], answer)
  answered('no token', 401, await probe.ask(draft, { auth: null }))
  answered('not a JWT', 401, await probe.ask(draft, { auth: STAND_IN }))
  const verb = probe.wrongVerb
  // Without a token: the verb is looked at first, and a server that has it does nothing.
  answered(`wrong verb ${verb}`, 405, await probe.ask({ ...draft, body: undefined }, { auth: null, method: verb }))
  if (!isFirst) return
  answered('forged token', 401, await probe.ask(draft, { auth: probe.caller.token({ forged: true }) }))
  const nowhere = `${shape.info.path}/${STAND_IN}`
  answered('unknown path', 404, await probe.ask({ ...draft, body: undefined }, { auth: null, path: nowhere }))
}

/** Sends a draft that is to be refused and checks that it is, with 412 where no other status is named. */
type ExpectRefusal = (
  check: string,
  draft: RequestDraft,
  how?: { readonly text?: string; readonly statuses?: readonly number[] },
) => Promise<void>

/** What checks refusals of one kind. */
function refusalsOf({ ledger, ask }: Probe, kind: 'limits' | 'inputs' | 'rules'): ExpectRefusal {
  return async (check, draft, { text, statuses = [412] } = {}) => {
    ledger.answered(kind, check, statuses, await ask(draft, text === undefined ? {} : { text }))
  }
}
