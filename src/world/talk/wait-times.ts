import { PROFILES } from '../channels.ts'
import { CLOSED, GAVE_UP } from '../desk/types.ts'
import { actCodeOf, beginsLine, kindIn } from './draft.ts'
import { gapBefore } from './timing.ts'
import { ANSWERED_AFTER, IMPATIENT_AFTER, UPDATE_EVERY } from './wait-plan.ts'

const QUEUE_UPDATE = actCodeOf('queueUpdate')
const IMPATIENT = actCodeOf('impatient')

/** How a wait went, as its times follow from it. */
export interface Waited {
  readonly medium: number
  /** ms from the hand-over to the answer or the end of patience. */
  readonly wait: number
  /** As the desk has it. */
  readonly outcome: number
}

/**
 * ms from the hand-over to each line of a wait: acts `from` to `to` - 1.
 * Updates come when they are due; more of them than the wait has room for are spread over it.
 */
export function waitTimes(acts: readonly number[], from: number, to: number, waited: Waited): number[] {
  const { wait, outcome } = waited
  const times = outcome === CLOSED ? oneAfterTheOther(acts, from, to, waited) : whenDue(acts, from, to)
  const last = times.length - 1
  // Who gives up says so then, and not before.
  if (outcome === GAVE_UP && last >= 0 && isLeave(acts, from, to)) times[last] = wait
  if (outcome !== CLOSED && last >= 0 && times[last]! > wait) {
    for (let i = 0; i <= last; i++) times[i] = Math.max(i + 1, Math.floor((wait * (i + 1)) / (last + 2)))
  }
  return times
}

function isLeave(acts: readonly number[], from: number, to: number): boolean {
  return to > from && kindIn(acts[to - 1]!) === actCodeOf('leave')
}

function whenDue(acts: readonly number[], from: number, to: number): number[] {
  const times: number[] = []
  let updates = 0
  for (let i = from; i < to; i++) {
    if (!beginsLine(acts[i]!)) continue
    const kind = kindIn(acts[i]!)
    const isAnswer = kind === QUEUE_UPDATE && i > from && kindIn(acts[i - 1]!) === IMPATIENT
    if (kind === QUEUE_UPDATE && !isAnswer) updates++
    times.push(updates * UPDATE_EVERY + afterUpdate(kind, isAnswer))
  }
  return times
}

function afterUpdate(kind: number, isAnswer: boolean): number {
  if (isAnswer) return IMPATIENT_AFTER + ANSWERED_AFTER
  if (kind === IMPATIENT) return IMPATIENT_AFTER
  return kind === QUEUE_UPDATE ? 0 : 1
}

function oneAfterTheOther(acts: readonly number[], from: number, to: number, { medium, wait }: Waited): number[] {
  const times: number[] = []
  let at = wait
  let line = from - 1
  for (let i = from; i < to; i++) {
    if (!beginsLine(acts[i]!)) continue
    at += Math.round(gapBefore(acts, line, i, PROFILES[medium]!))
    line = i
    times.push(at)
  }
  return times
}
