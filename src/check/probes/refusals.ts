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
  const { shape, draft, range, ledger, samples } = probe
  const rule = shape.info.dateRange
  if (rule === undefined) return
  const rules = refusalsOf(probe, 'rules')
  const bounds = (from: string, to: string) =>
    having(having(draft, { place: rule.in, name: rule.from }, from), { place: rule.in, name: rule.to }, to)
  await rules('range upside down', bounds(range.to, shifted(range.from, -1)), { statuses: [400] })
  if (rule.maxDays === undefined) return
  const long = bounds(shifted(range.to, -rule.maxDays - 1), range.to)
  await rules(`range of more than ${rule.maxDays} days`, long, { statuses: [400] })
  if (rule.unless === undefined) return
  const ids = [...(await samples.values(rule.unless)), STAND_IN]
  const answer = await probe.ask(having(long, { place: rule.in, name: rule.unless }, ids))
  ledger.answered('rules', `any range with ${rule.unless}`, [200], answer)
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
