import type { Answer } from '../caller.ts'
import { type Draft, having } from '../draft.ts'
import { given, type Probe, shifted } from '../probe.ts'
import { STAND_IN } from '../samples.ts'
import type { Field } from '../shape.ts'

/** No calendar has it. */
const NO_DAY = '2026-02-30'
const DATES: readonly unknown[] = ['date', 'iso-day-or-time', 'day-or-time']

/** Above the documented maximum: 412 (ruling R1). */
export async function probeLimits(probe: Probe): Promise<void> {
  for (const field of probe.shape.fields) {
    const value = tooMuch(field)
    if (value === undefined || field.aliasOf !== undefined) continue
    const limit = field.schema.maximum ?? field.schema.maxItems
    await refused(probe, 'limits', `${field.place}.${field.name} above ${limit}`, having(probe.draft, field, value))
  }
}

function tooMuch({ schema }: Field): unknown {
  if (typeof schema.maximum === 'number') return schema.maximum + 1
  return typeof schema.maxItems === 'number' ? Array(schema.maxItems + 1).fill(STAND_IN) : undefined
}

/** What a schema can say about a request: 412 (ruling R3). */
export async function probeInputs(probe: Probe): Promise<void> {
  const { shape, draft } = probe
  for (const field of shape.fields) {
    const { place, name, required, schema, aliasOf } = field
    if (place === 'path' || aliasOf !== undefined) continue
    const at = `${place}.${name}`
    if (required) await refused(probe, 'inputs', `${at} missing`, having(draft, field, undefined))
    if (DATES.includes(schema.format)) {
      await refused(probe, 'inputs', `${at} not in the calendar`, having(draft, field, NO_DAY))
    }
    if (Array.isArray(schema.enum)) {
      await refused(probe, 'inputs', `${at} not in the enumeration`, having(draft, field, STAND_IN))
    }
    if (name === shape.info.page?.size) {
      await refused(probe, 'inputs', `${at} not a number`, having(draft, field, place === 'body' ? '1' : 'one'))
    }
  }
  if (draft.body !== undefined) await refused(probe, 'inputs', 'body not JSON', draft, '{"')
}

/** Rules between fields, and names of what is not there: 400 (rulings R3, R6, R12). */
export async function probeRules(probe: Probe): Promise<void> {
  await probeRange(probe)
  const { shape, draft, options } = probe
  const body = (name: string) => shape.fields.find(field => field.place === 'body' && field.name === name)
  for (const names of shape.info.reading.notTogether) {
    let both: Draft = draft
    for (const name of names) {
      const field = body(name)
      if (field !== undefined && draft.body?.[name] === undefined) both = having(both, field, STAND_IN)
    }
    await refused(probe, 'rules', `${names.join(' with ')}`, both, undefined, [400])
  }
  for (const field of shape.fields.filter(({ place }) => place === 'path')) {
    const wrong = having(draft, field, STAND_IN)
    // A bot-scoped app is told that its credentials do not fit, an account-wide one that there is no such bot (facts 2.2).
    if (field.name === shape.info.botParam) await refused(probe, 'rules', 'unknown bot', wrong, undefined, [400, 401])
    else if (/^(dashboard|widget)Name$/.test(field.name)) {
      const what = field.name.replace('Name', '')
      if (what === 'widget' && given(options, 'dashboardName') === undefined) {
        probe.ledger.notSeen('rules', 'unknown widget', 'no --dashboard was given')
      } else await refused(probe, 'rules', `unknown ${what}`, wrong, undefined, [400])
    }
  }
}

async function probeRange(probe: Probe): Promise<void> {
  const { shape, draft, range, ledger, samples } = probe
  const rule = shape.info.dateRange
  if (rule === undefined) return
  const bounds = (from: string, to: string) =>
    having(having(draft, { place: rule.in, name: rule.from }, from), { place: rule.in, name: rule.to }, to)
  await refused(probe, 'rules', 'range upside down', bounds(range.to, shifted(range.from, -1)), undefined, [400])
  if (rule.maxDays === undefined) return
  const long = bounds(shifted(range.to, -rule.maxDays - 1), range.to)
  await refused(probe, 'rules', `range of more than ${rule.maxDays} days`, long, undefined, [400])
  if (rule.unless === undefined) return
  const ids = [...(await samples.values(rule.unless)), STAND_IN]
  const answer = await probe.ask(having(long, { place: rule.in, name: rule.unless }, ids))
  ledger.answered('rules', `any range with ${rule.unless}`, [200], answer)
}

/** Who may call, with which verb and where: 401, 405, 404 (rulings R5, R10). None of these requests could do anything. */
export async function probeAccess(probe: Probe, isFirst: boolean): Promise<void> {
  const { shape, ledger, draft } = probe
  const answered = (check: string, status: number, answer: Answer) => ledger.answered('access', check, [status], answer)
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

async function refused(
  { ledger, ask }: Probe,
  kind: 'limits' | 'inputs' | 'rules',
  check: string,
  draft: Draft,
  text?: string,
  statuses: readonly number[] = [412],
): Promise<void> {
  ledger.answered(kind, check, statuses, await ask(draft, text === undefined ? {} : { text }))
}
