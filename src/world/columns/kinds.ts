import { memoize } from '../../memory/memoize.ts'
import { localSlots, SLOT_MS } from '../arrivals.ts'
import { CHAT, PROFILES } from '../channels.ts'
import { type Load, loadOf } from '../desk/load.ts'
import { ownOf } from '../own.ts'
import { cumulate, hash3, indexOf, type Stream, UNIT32 } from '../random.ts'
import { AGENT_SIDE, USER_SIDE } from '../sessions/sides.ts'
import { lowerBound } from '../sorted.ts'
import type { BotTemplate, ExactSpec, SessionPin } from '../spec.ts'
import type { Bot, Day } from '../types.ts'
import { channelOn, OF_HIS_OWN, outcomeLot } from '../visits.ts'
import { type Block, blockStream } from './blocks.ts'
import {
  AGENT,
  APART,
  CONTAINMENT,
  containmentBits,
  DEVELOPER,
  INTERACTIVE,
  PINNED,
  SELF_SERVICE,
  SINGLE,
} from './flags.ts'
import { type Turnout, turnoutOf } from './turnout.ts'
import type { KindColumns } from './types.ts'

/**
 * Channel of the rows of a block, and into their flags: containment, interactive, developer. People who speak are
 * handed over more often than people who write; while no humans are there, the bot says so and few insist.
 */
export function fillKinds(day: Day, columns: KindColumns, block: Block): void {
  const drawDeveloper = blockStream(day.bot.key, day.number, 'developer', block)
  for (const piece of piecesOf(day, block)) fillPiece(day, columns, piece, drawDeveloper)
  applyExact(day, columns, block)
  applyPins(day, columns, block)
}

/** Sessions that people leave while no humans are there, beside those at other times. */
const MORE_DROP_OFF = 1.2

/** Rows `lo` to `hi` - 1 whose sessions end by the same weights. */
interface Piece {
  readonly lo: number
  readonly hi: number
  readonly weights: BotTemplate['containment']
}

/** The rows of a block, cut where an event begins or ends that says how sessions end. */
function piecesOf({ bot, number, start }: Day, { lo, hi }: Block): Piece[] {
  const usual = bot.calendar.containment(number)
  const pieces: Piece[] = []
  let next = lo
  const upTo = (end: number, weights: BotTemplate['containment']) => {
    if (end > next) pieces.push({ lo: next, hi: end, weights })
    next = Math.max(next, end)
  }
  for (const { from, to, what } of bot.calendar.containmentPieces(number)) {
    upTo(Math.min(hi, lowerBound(start, from)), usual)
    upTo(Math.min(hi, lowerBound(start, to)), what)
  }
  upTo(hi, usual)
  return pieces
}

function fillPiece(day: Day, { flags, channel }: KindColumns, { lo, hi, weights }: Piece, drawDeveloper: Stream): void {
  const { bot, number, start, user, back } = day
  const { developer } = bot.spec
  const voice = bot.voiceChannels
  const nonInteractive = Math.min(bot.spec.nonInteractive, selfShare(weights))
  const [silentOwn, silentAgain] = silentShares(turnoutOf(bot, number), nonInteractive)
  const { open, voice: spoken, text: written } = loadOf(bot)
  const tables = kindTables(weights, nonInteractive, [written, spoken])
  const { hour } = localSlots(bot.zone, number)
  const byNight = nightChannel(bot)
  for (let row = lo; row < hi; row++) {
    const local = hour[(start[row]! / SLOT_MS) | 0]!
    const wanted = channelOn(bot, user[row]!, number)
    const chosen = isNight(local) && !isAwake(day, row, wanted) ? byNight : wanted
    channel[row] = chosen
    const table = tables[voice[chosen]! * 2 + 1 - open[local]!]!
    const lot = outcomeLot(bot, user[row]!, number, back[row]!)
    const silent = back[row] === OF_HIS_OWN ? silentOwn : silentAgain
    const interactive = lot >= silent
    const kind = interactive ? indexOf(table, (lot - silent) / (1 - silent)) : SELF_SERVICE
    let bits = flags[row]! | kind | (interactive ? INTERACTIVE : 0)
    if (drawDeveloper() < developer) bits |= DEVELOPER
    flags[row] = bits
  }
}

/** Hours, local, from which on and before which people would rather write than call. */
const NIGHT_FROM = 22
const NIGHT_TO = 7
const NIGHT = 0x219e

function isNight(hour: number): boolean {
  return hour >= NIGHT_FROM || hour < NIGHT_TO
}

/** Whether the user of a row takes the channel that he wants at night too. */
function isAwake({ bot, number }: Day, row: number, channel: number): boolean {
  const share = PROFILES[bot.mediums[channel]!]!.atNight
  return share >= 1 || hash3(bot.salt ^ NIGHT, number, row) * UNIT32 < share || nightChannel(bot) < 0
}

/** Index of the channel that most people chat on; -1: there is none. */
const nightChannel = memoize(({ spec, channels, mediums }: Bot): number => {
  let found = -1
  let most = 0
  for (const [i, name] of channels.entries()) {
    const weight = ownOf(spec.channels, name) ?? 0
    if (mediums[i] !== CHAT || weight <= most) continue
    found = i
    most = weight
  }
  return found
})

/** Shares of notifications among visits for a reason of one's own and among the others: who comes back about something mostly asks. */
function silentShares({ sessions, again }: Turnout, share: number): readonly [number, number] {
  if (again === 0) return [share, share]
  const own = Math.min(1, (share * sessions) / (sessions - again))
  return [own, Math.max(0, (share * sessions - own * (sessions - again)) / again)]
}

function selfShare(weights: BotTemplate['containment']): number {
  const total = weights.selfService + weights.dropOff + weights.agent
  return total > 0 ? weights.selfService / total : 0
}

/**
 * Cumulated chances of an interactive session: of text while humans are there and while they are not, of voice likewise.
 * @param handovers how many are handed over, of those who write and of those who speak
 */
function kindTables(
  weights: BotTemplate['containment'],
  nonInteractive: number,
  handovers: readonly Load['text'][],
): Float64Array[] {
  const total = weights.selfService + weights.dropOff + weights.agent || 1
  const self = weights.selfService / total - nonInteractive
  const drop = weights.dropOff / total
  const agent = weights.agent / total
  const table = (forAgent: number, forDrop: number) => cumulate([Math.max(0, self), drop * forDrop, agent * forAgent])
  return handovers.flatMap(({ open, closed }) => [table(open, 1), table(closed, MORE_DROP_OFF)])
}

function applyExact(day: Day, { flags, channel }: KindColumns, block: Block): void {
  for (const { spec, lo, hi } of day.exact) {
    const said = spec.channel === undefined ? -1 : day.bot.channels.indexOf(spec.channel)
    for (let row = Math.max(lo, block.lo); row < Math.min(hi, block.hi); row++) {
      if (day.pins.has(row)) continue
      flags[row] = exactFlags(flags[row]!, spec)
      if (said >= 0) channel[row] = said
    }
  }
}

/** The flags of a row of an exact stretch. */
function exactFlags(flags: number, { containment, messages, duration, agent }: ExactSpec): number {
  let bits = containment === undefined ? flags : withKind(flags, containmentBits(containment))
  if (messages === 1 && (containment ?? 'selfService') === 'selfService')
    bits = withKind(bits, SELF_SERVICE) & ~INTERACTIVE
  if (duration !== undefined || agent !== undefined) bits |= APART
  return containment === 'agent' ? bits | SINGLE : bits
}

function withKind(flags: number, kind: number): number {
  const bits = (flags & ~CONTAINMENT) | kind
  return kind === SELF_SERVICE ? bits : bits | INTERACTIVE
}

function applyPins(day: Day, { flags, channel }: KindColumns, { lo, hi }: Block): void {
  for (const [row, { spec }] of day.pins) {
    if (row < lo || row >= hi) continue
    flags[row] = pinnedFlags(flags[row]!, spec)
    if (spec.channel !== undefined) channel[row] = day.bot.channels.indexOf(spec.channel)
  }
}

/** A transcript shows whether a human came in. */
function scriptKind({ transcript, containmentType }: SessionPin): number {
  if (transcript?.some(({ side }) => side === AGENT_SIDE)) return AGENT
  return containmentBits(containmentType ?? 'selfService')
}

/** The flags of a row with what its pin says of them. */
function pinnedFlags(flags: number, spec: SessionPin): number {
  if (spec.transcript !== undefined) return scriptFlags(flags, spec)
  let bits = flags | PINNED
  if (spec.containmentType !== undefined) bits = withKind(bits, containmentBits(spec.containmentType))
  if (spec.conversation !== undefined || spec.segments !== undefined) bits = withKind(bits, AGENT)
  // Who only hears a notification has no task.
  const hasTask = spec.sessionType === undefined && (spec.noOfTasksExecuted ?? 0) > 0
  if (spec.sessionType === 'interactive' || hasTask) bits |= INTERACTIVE
  if (spec.sessionType === 'non-interactive') {
    bits &= ~INTERACTIVE
    if (spec.containmentType === undefined) bits &= ~CONTAINMENT
  }
  return developerFlags(bits, spec)
}

/** With a transcript, what is left to say. */
function scriptFlags(flags: number, spec: SessionPin): number {
  const isTalk = spec.transcript?.some(({ side }) => side === USER_SIDE) === true
  const bits = withKind(flags | PINNED, scriptKind(spec))
  return developerFlags(isTalk ? bits | INTERACTIVE : bits & ~INTERACTIVE, spec)
}

function developerFlags(bits: number, { isDeveloper }: SessionPin): number {
  if (isDeveloper === undefined) return bits
  return isDeveloper ? bits | DEVELOPER : bits & ~DEVELOPER
}
