import { predictionOf, truthOf } from '../admin/truth.ts'
import { LISTED_INCLUDES, type ListedInclude } from '../apis/listed.ts'
import type { Predicted } from '../apis/predict.ts'
import { includesNamed, type RowsOfKinds, type TrueRow, type TruthQuestion } from '../apis/truth.ts'
import { exactDuration, exactDurationText } from '../contract/duration.ts'
import { instantOf, isoBoundsOf } from '../contract/formats.ts'
import { own } from '../contract/own.ts'
import { shown } from '../contract/violations.ts'
import type { Mock } from '../mock/mock.ts'
import { TRUE_KINDS, type TrueKind } from '../world/happened.ts'
import type { Window } from '../world/sessions/types.ts'
import { checkNamed } from './check-options.ts'
import { type AskedStretch, checkAskedStretch } from './check-stretch.ts'
import { namedBot } from './rows.ts'

/** Of which rows the truth is asked. */
export interface AskedTruth<Kind extends TrueKind = TrueKind> extends AskedStretch {
  readonly kind: Kind
  /** Default: the scenario's first bot. */
  readonly bot?: string
  /** ISO instant as of which the rows are told. Default: the clock's present. */
  readonly at?: string | Date
  /** What rows have only when it is asked for. */
  readonly include?: readonly ListedInclude[]
}

/** A client that asks now and then for what is new. */
export interface AskedPrediction extends AskedStretch {
  readonly kind: TrueKind
  /** Default: the scenario's first bot. */
  readonly bot?: string
  /** ISO duration of exact length, such as `PT1H`. Default an hour. */
  readonly every?: string
  /** How far it looks back each time. Default not at all. */
  readonly lookback?: string
}

/** What that client gets and loses. */
export interface Prediction extends Omit<Predicted, 'lookbackNeeded'> {
  /** The least look-back with which it would have lost none, as an ISO duration of whole seconds. */
  readonly lookbackNeeded: string
}

/** @throws RangeError for what is no kind, stretch, instant, bot or name of something to include. */
export function truthIn<Kind extends TrueKind>(
  mock: Mock,
  said: AskedTruth<Kind>,
): AsyncGenerator<TrueRow<RowsOfKinds[Kind]>, void, undefined> {
  checkNamed(said, ['kind', 'bot', 'from', 'to', 'at', 'include'], 'truth')
  const { kind, include = [] } = said
  checkKind('truth', kind)
  if (!Array.isArray(include)) throw new RangeError(`truth: include must be a list; found ${shown(include)}`)
  const known: readonly string[] = own(LISTED_INCLUDES as Readonly<Record<string, readonly string[]>>, kind) ?? []
  const wrong = include.find(name => !known.includes(name))
  if (wrong !== undefined) {
    const must = known.length === 0 ? 'be left out for this kind' : `be of ${known.join(', ')}`
    throw new RangeError(`truth: include must ${must}; found ${shown(wrong)}`)
  }
  const { bot, now } = namedBot(mock, said.bot)
  const question: TruthQuestion = {
    kind,
    window: truthWindow('truth', said),
    at: said.at === undefined ? now : instantAsked(said.at),
    includes: includesNamed(include),
  }
  return truthOf(mock, bot, question) as AsyncGenerator<TrueRow<RowsOfKinds[Kind]>, void, undefined>
}

/** @throws RangeError for what is no kind, stretch, duration or bot. */
export async function predictIn(mock: Mock, said: AskedPrediction): Promise<Prediction> {
  checkNamed(said, ['kind', 'bot', 'from', 'to', 'every', 'lookback'], 'predict')
  checkKind('predict', said.kind)
  const { bot } = namedBot(mock, said.bot)
  const every = durationAsked('every', said.every ?? 'PT1H')
  if (every === 0) throw new RangeError('predict: every must be longer than nothing')
  const lookback = durationAsked('lookback', said.lookback ?? 'PT0S')
  const window = truthWindow('predict', said)
  const { rows, lost, lookbackNeeded } = await predictionOf(mock, bot, { kind: said.kind, window, every, lookback })
  return { rows, lost, lookbackNeeded: exactDurationText(lookbackNeeded) }
}

function checkKind(call: string, found: unknown): void {
  if (TRUE_KINDS.some(kind => kind === found)) return
  throw new RangeError(`${call}: kind must be one of ${TRUE_KINDS.join(', ')}; found ${shown(found)}`)
}

function truthWindow(call: string, said: AskedStretch): Window {
  const bounds = { from: boundsAsked(call, 'from', said.from), to: boundsAsked(call, 'to', said.to) }
  checkAskedStretch(call, said, Number.POSITIVE_INFINITY)
  return { from: bounds.from.lower, to: bounds.to.upper }
}

function boundsAsked(call: string, name: string, found: unknown): ReturnType<typeof isoBoundsOf> {
  if (typeof found === 'string' && !Number.isNaN(instantOf(found))) return isoBoundsOf(found)
  throw new RangeError(`${call}: ${name} must be a day or an instant, such as 2026-02-01; found ${shown(found)}`)
}

function instantAsked(found: unknown): number {
  const ms = found instanceof Date ? found.getTime() : typeof found === 'string' ? instantOf(found) : Number.NaN
  if (!Number.isNaN(ms)) return ms
  throw new RangeError(`truth: at must be an ISO instant, or a Date; found ${shown(found)}`)
}

function durationAsked(name: string, found: unknown): number {
  const ms = typeof found === 'string' ? exactDuration(found) : undefined
  if (ms !== undefined) return ms
  throw new RangeError(`predict: ${name} must be an ISO duration such as PT1H; found ${shown(found)}`)
}
