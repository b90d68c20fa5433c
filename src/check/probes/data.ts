import type { ReceivedAnswer } from '../caller.ts'
import { isObject, type Json, listIn, objectIn, textsIn } from '../json.ts'
import type { RequestField } from '../operation-shape.ts'
import { mainFields, type Probe } from '../probe.ts'
import { having } from '../request-draft.ts'
import { figuresOf } from './figures.ts'
import { pageDraft, probePages } from './pages.ts'

/** Longer enumerations are not gone through. */
const FEW = 4
const PAGE_ROWS = 10

/**
 * Asks for data as the contract says.
 * @returns false when the app may not call the operation: then nothing behind that door can be tried.
 */
export async function probeData(probe: Probe): Promise<boolean> {
  const { ledger, lacks, draft, shape } = probe
  const answer = await probe.ask(draft)
  if (answer.status === 401) {
    ledger.look(answer)
    ledger.notSeen('status', 'ordinary request', `the app may not call it: ${ledger.statusText(answer)}`)
    return false
  }
  if (lacks !== undefined) {
    // Asked with stand-ins it has told at least that the app may call it.
    ledger.notSeen('status', 'ordinary request', lacks)
    return true
  }
  if (!ledger.answered('status', 'ordinary request', [200], answer)) return true
  if (shape.info.page !== undefined) await probePages(probe, answer)
  const values = mainFields(shape).filter(field => !field.required && valuesOf(field).length > 0)
  // Figures are compared where the enumerations are gone through; without any here.
  if (values.length === 0) checkFigures(probe, [[answer, draft.query]])
  const answers: [ReceivedAnswer, Json][] = []
  for (const field of values) answers.push(...(await probeValues(probe, field)))
  if (values.length > 0) checkFigures(probe, answers)
  for (const path of shape.info.aliases ?? []) {
    ledger.answered('status', `also at ${path}`, [200], await probe.ask(pageDraft(probe, 0, 1), { path }))
  }
  return true
}

/** The values of a short enumeration. */
function valuesOf({ schema }: RequestField): readonly string[] {
  const holder = schema.type === 'array' ? objectIn(schema.items) : schema
  return listIn(holder.enum).length <= FEW ? textsIn(holder.enum) : []
}

/** Each documented value is taken, and rows that have a property of that name have that value. */
async function probeValues(probe: Probe, field: RequestField): Promise<[ReceivedAnswer, Json][]> {
  const { ledger, shape } = probe
  const { name, schema, place } = field
  const answers: [ReceivedAnswer, Json][] = []
  const refused: string[] = []
  let rows = 0
  let strangers = 0
  for (const value of valuesOf(field)) {
    const draft = having(pageDraft(probe, 0, PAGE_ROWS), field, schema.type === 'array' ? [value] : value)
    const answer = await probe.ask(draft)
    ledger.look(answer, answer.status === 200)
    if (answer.status !== 200) {
      refused.push(`${ledger.statusText(answer)} for ${value}`)
      continue
    }
    answers.push([answer, draft.query])
    const list = isObject(answer.body) ? answer.body[shape.info.page?.list ?? ''] : undefined
    if (!Array.isArray(list) || !isObject(shape.row?.properties) || !(name in shape.row.properties)) continue
    rows += list.length
    strangers += list.filter(row => isObject(row) && row[name] !== undefined && row[name] !== value).length
  }
  const expected = `200 for ${valuesOf(field).join(', ')}`
  ledger.check('status', `${place}.${name}`, expected, refused.length === 0 ? undefined : refused.join(', '))
  if (rows > 0) {
    const found = strangers === 0 ? undefined : `${strangers} of ${rows} rows with another`
    ledger.check('filter', `${place}.${name}`, 'rows with that value', found)
  }
  return answers
}

function checkFigures({ shape, ledger, range }: Probe, answers: readonly [ReceivedAnswer, Json][]): void {
  for (const { check, expected, wrong } of figuresOf(shape.info.operationId)) {
    const found = answers.map(([{ body }, query]) => (isObject(body) ? wrong(body, { query, range }) : undefined))
    if (answers.length > 0)
      ledger.check(
        'sums',
        check,
        expected,
        found.find(text => text !== undefined),
      )
  }
}
