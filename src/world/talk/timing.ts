import { type ChannelProfile, PROFILES } from '../channels.ts'
import { USER_SIDE } from '../sessions/sides.ts'
import { actCodeOf, beginsLine, kindIn, sideIn } from './draft.ts'
import { spokenFor } from './spoken.ts'

const NUDGE = actCodeOf('nudge')
const TRANSFER = actCodeOf('transfer')
const TIMED_OUT = actCodeOf('timedOut')
const EXPLAIN = actCodeOf('explain')
const CHECK = actCodeOf('check')
const ACKNOWLEDGE = actCodeOf('acknowledge')
const RESULTS: ReadonlySet<number> = new Set([actCodeOf('done'), actCodeOf('failed')])
const WORKING = actCodeOf('working')
const GOODBYE = actCodeOf('goodbye')
export const TAKE_OVER = actCodeOf('takeOver')

/** Who writes takes so many times as long as who says the same, beside thinking. */
const TYPED = 1.2
/** ms at the middle for which the bot looks something up. */
const LOOKS_UP = 4_000

/** Of the time that looking something up takes, what is left when the agent has said that he is still at it. */
const NEARLY_FOUND = 0.4

/** ms at the middle from a line to the next one: acts `line` to `next` - 1, and those from `next` on. */
export function gapBefore(acts: readonly number[], line: number, next: number, profile: ChannelProfile): number {
  const kind = kindIn(acts[next]!)
  if (kind === NUDGE) return profile.nudge
  if (kind === TIMED_OUT) return profile.timedOut
  let gap = profile.gaps[sideIn(acts[line]!)]![sideIn(acts[next]!)]!
  // Who listens waits for the end.
  if (profile.isSpoken) for (let i = line; i < next; i++) gap += spokenFor(kindIn(acts[i]!))
  else if (sideIn(acts[next]!) === USER_SIDE) gap += typedFor(acts, next)
  if (kindIn(acts[next - 1]!) === WORKING || comesOfLooking(acts, next)) return gap + LOOKS_UP
  if (!isLookedUp(acts[next]!)) return gap
  return gap + profile.lookUp * (hasSaidHowFar(acts, next) ? NEARLY_FOUND : 1)
}

/** Whether the agent has said how far he is since he began to look. */
function hasSaidHowFar(acts: readonly number[], next: number): boolean {
  for (let i = next - 1; i >= 0 && kindIn(acts[i]!) !== CHECK && kindIn(acts[i]!) !== TAKE_OVER; i--) {
    if (kindIn(acts[i]!) === EXPLAIN) return true
  }
  return false
}

/** ms for which a customer types a line. */
function typedFor(acts: readonly number[], line: number): number {
  let ms = 0
  for (let i = line; i < acts.length && (i === line || !beginsLine(acts[i]!)); i++) ms += spokenFor(kindIn(acts[i]!))
  return ms * TYPED
}

/** Whether the bot, which has taken the matter on in the line before, says what came of it. */
function comesOfLooking(acts: readonly number[], next: number): boolean {
  return kindIn(acts[next - 1]!) === ACKNOWLEDGE && RESULTS.has(kindIn(acts[next]!))
}

/** Whether a line begins with what was looked up: what has been found, or that somebody else is needed. */
export function isLookedUp(act: number): boolean {
  const kind = kindIn(act)
  return kind === EXPLAIN || kind === TRANSFER
}

/** ms that the gaps of some lines take at the middle: those before the customer's lines, and all others. */
export interface GapSums {
  readonly customer: number
  readonly others: number
}

/** The gaps between the lines of acts `from` to `to` - 1; not that before the first of them. */
export function sumGaps(acts: readonly number[], from: number, to: number, medium: number): GapSums {
  const profile = PROFILES[medium]!
  let customer = 0
  let others = 0
  let line = from
  for (let i = from + 1; i < to; i++) {
    const act = acts[i]!
    if (!beginsLine(act)) continue
    const gap = gapBefore(acts, line, i, profile)
    line = i
    if (sideIn(act) === USER_SIDE) customer += gap
    else others += gap
  }
  return { customer, others }
}

/** Whether the last thing said says that it is the last. */
export function hasLastWord(acts: readonly number[]): boolean {
  const last = kindIn(acts.at(-1)!)
  return last === GOODBYE || last === TIMED_OUT
}

/** Agents of the humans' part, one after the other: the gaps of each one's lines. */
export function gapsByPart(acts: readonly number[], medium: number): GapSums[] {
  const begins = [0, ...takeOversIn(acts), acts.length]
  return begins.slice(1).map((end, part) => sumGaps(acts, begins[part]!, end, medium))
}

/** Positions of the acts with which another agent takes over. */
function takeOversIn(acts: readonly number[]): number[] {
  const found: number[] = []
  for (let i = 0; i < acts.length; i++) if (kindIn(acts[i]!) === TAKE_OVER) found.push(i)
  return found
}
