import { own } from '../contract/own.ts'
import { saysTheSame } from './same-value.ts'
import type { RowKind } from './schedule.ts'
import type { StoredRow } from './subject.ts'
import { KIND_FACTS, type Truth } from './truth.ts'
import type { Verdict } from './verdict.ts'

/** What stored rows of a kind are held against. */
export interface RowEvidence {
  readonly kind: RowKind
  readonly stored: readonly StoredRow[]
  /** What the APIs showed when the last run began: all of it must have been stored. */
  readonly atStart: Truth
  /** What they show now: nothing else may be stored. */
  readonly atEnd: Truth
  /** What they show now of the day before and the day after. */
  readonly around: () => Truth
  /** What they showed when an earlier run began, or ended. */
  readonly before: () => readonly Truth[]
  /** Ids of the sessions that are of the days asked for; for messages, which may be asked for by session too. */
  readonly sessionsInRange: ReadonlySet<unknown> | undefined
}

/** A name that a client gave to the id, and the field of the vendor's row that it is. */
type IdNames = readonly [name: string, field: string]

/** What is wrong with the stored rows of a kind. */
export function judgeRows(evidence: RowEvidence): Verdict[] {
  const { kind, stored } = evidence
  const names = idNames(kind, stored)
  if (names === undefined) return stored.length === 0 ? judgedRows(evidence, KIND_FACTS[kind].ids[0]!) : [noId(kind)]
  return judgedRows(evidence, names)
}

const noId = (kind: RowKind): Verdict => ({
  kind: 'wrong value',
  rows: kind,
  ids: [],
  text: `No column of the ${kind} is the id: one must be called ${KIND_FACTS[kind].ids.map(([name]) => name).join(', ')}, or be named by the mapping`,
})

function idNames(kind: RowKind, stored: readonly StoredRow[]): IdNames | undefined {
  return KIND_FACTS[kind].ids.find(([name]) => stored.some(row => Object.hasOwn(row, name)))
}

function judgedRows(evidence: RowEvidence, [name, field]: IdNames): Verdict[] {
  const { kind, stored, atStart, atEnd } = evidence
  const verdict = verdictsOf(kind)
  const idIn = (row: StoredRow) => String(own(row, field))
  const byId = new Map(atEnd.map(row => [idIn(row), row]))
  const had = new Map<string, StoredRow[]>()
  const nameless = stored.filter(row => own(row, name) === undefined)
  for (const row of stored) {
    if (own(row, name) === undefined) continue
    const id = String(own(row, name))
    had.set(id, [...(had.get(id) ?? []), row])
  }
  const isOfSession = (row: StoredRow) =>
    evidence.sessionsInRange === undefined || evidence.sessionsInRange.has(own(row, 'sessionId'))
  const lost = atStart.filter(row => isOfSession(row) && !isLeftOut(row) && !had.has(idIn(row))).map(idIn)
  const unknown = [...had.keys()].filter(id => !byId.has(id))
  const around = new Map(unknown.length === 0 ? [] : evidence.around().map(row => [idIn(row), row]))
  const outside = unknown.filter(id => around.has(id))
  const isOut = (id: string) => evidence.sessionsInRange === undefined || !isOfSession(around.get(id)!)
  const common = [...had].filter(([id]) => byId.has(id))
  return [
    ...verdict(
      'lost',
      lost,
      (count, those) => `${count} that the API showed when the last run began ${those} not stored`,
    ),
    ...verdict(
      'twice',
      [...had].filter(([, rows]) => rows.length > 1).map(([id]) => id),
      (count, those) => `${count} ${those} stored more than once`,
    ),
    ...verdict(
      'invented',
      unknown.filter(id => !around.has(id)),
      (count, those) => `${count} ${those} stored that there are not`,
    ),
    ...verdict('out of range', outside.filter(isOut), (count, those) => `${count} of other days ${those} stored`),
    ...(nameless.length === 0 ? [] : [withoutId(kind, nameless.length, name)]),
    ...judgeValues(evidence, common, { idIn, byId }),
  ]
}

const withoutId = (kind: RowKind, count: number, name: string): Verdict => ({
  kind: 'wrong value',
  rows: kind,
  ids: [],
  text: `${count} of the rows stored as ${kind} ${count === 1 ? 'has' : 'have'} no ${name}, which is the id`,
})

type Say = (count: string, those: 'is' | 'are') => string

function verdictsOf(kind: RowKind) {
  return (name: Verdict['kind'], ids: readonly string[], say: Say): Verdict[] => {
    if (ids.length === 0) return []
    const count = ids.length === 1 ? `1 of the ${kind}` : `${ids.length} ${kind}`
    const first = ids.slice(0, 3).join(', ')
    return [
      {
        kind: name,
        rows: kind,
        ids,
        text: `${say(count, ids.length === 1 ? 'is' : 'are')}: ${first}${ids.length > 3 ? ', ...' : ''}`,
      },
    ]
  }
}

interface KnownRows {
  readonly idIn: (row: StoredRow) => string
  readonly byId: ReadonlyMap<string, StoredRow>
}

/** A value must be as it was when the last run began, or later; one that was right before is stale, any other is wrong. */
function judgeValues(
  { kind, atStart, before }: RowEvidence,
  had: readonly (readonly [string, readonly StoredRow[]])[],
  { idIn, byId }: KnownRows,
): Verdict[] {
  const byIdAt = (truth: Truth) => new Map(truth.map(row => [idIn(row), row]))
  const atStartById = byIdAt(atStart)
  const stale = new Map<string, string>()
  const wrong = new Map<string, string>()
  let earlier: ReadonlyMap<string, StoredRow>[] | undefined
  for (const [id, rows] of had) {
    const now = byId.get(id)!
    // What came while the last run was reading may have changed since it was read.
    const start = atStartById.get(id)
    const field = start === undefined ? undefined : wrongField(rows, start, now)
    // Of a row that is stored again and again one may be right; that it is there twice is told.
    if (field === undefined || rows.some(row => wrongField([row], start!, now) === undefined)) continue
    earlier ??= before().map(byIdAt)
    const wasSo = earlier.some(known =>
      rows.every(row => saysTheSame(own(row, field), own(known.get(id) ?? now, field))),
    )
    const said = `${field} is ${shortly(own(rows[0]!, field))}, must be ${shortly(own(now, field))}`
    if (wasSo) stale.set(id, said)
    else wrong.set(id, said)
  }
  const verdict = verdictsOf(kind)
  const first = (found: ReadonlyMap<string, string>) => [...found.values()][0]
  return [
    ...verdict(
      'stale',
      [...stale.keys()],
      (count, those) =>
        `${count} ${those} as before a change (${first(stale)}); what began less than KORE_LATE (of a function: late) before a run must be read again in it`,
    ),
    ...verdict(
      'wrong value',
      [...wrong.keys()],
      (count, those) => `${count} ${those} stored wrongly (${first(wrong)})`,
    ),
  ]
}

/** A field that did not change meanwhile and is stored as something else. */
function wrongField(rows: readonly StoredRow[], start: StoredRow, now: StoredRow): string | undefined {
  return Object.keys(now).find(field => {
    const value = own(now, field)
    if (own(start, field) !== value) return false
    return rows.some(row => !saysTheSame(own(row, field), value))
  })
}

const shortly = (value: unknown) => String(value).slice(0, 60)

/** Alerts, which version 2 of getMessages leaves out: a client may have them or not. */
const isLeftOut = (row: StoredRow) => own(row, 'ms') === 0
