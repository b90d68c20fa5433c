import { logNormals } from '../random.ts'
import type { Pin } from '../sessions/pins.ts'
import { longestTalk } from '../settled.ts'
import type { Day } from '../types.ts'
import { type Block, blockStream } from './blocks.ts'
import { AGENT, CONTAINMENT, DROP_OFF, INTERACTIVE, TAKEN } from './flags.ts'
import { moveHandovers } from './moves.ts'
import type { AgentRows, RowShapes } from './types.ts'

/** What a row's shape is made from: columns filled for its block. */
export interface ShapeSource {
  readonly flags: Uint8Array
  readonly channel: Uint8Array
  readonly messages: Uint16Array
  readonly userMessages: Uint16Array
}

/** Idle time after which a session is closed, ms: 10 minutes, for some 15 (facts 6.4). */
const TIME_OUT = 600_000
const LONG_TIME_OUT = 900_000
/** ms a turn of the user takes, reading and typing or speaking. */
const WRITE = 9_000
const SPEAK = 5_000
const BOT = 1_400
const AGENT_TURN = 16_000
const MAX_WAIT = 1_500_000
let paces: Float64Array | undefined
let waits: Float64Array | undefined

/** How long it takes: the talk by what is said, the wait for a human, and the idle time until the session is closed. */
export function shapeOf(day: Day, source: ShapeSource, block: Block): RowShapes {
  const shape = drawShape(day, source, block)
  for (const [row, pin] of day.pins) if (row >= block.lo && row < block.hi) fitPin(pin, row, row - block.lo, shape)
  if (day.exact.length > 0 || day.pins.size > 0) moveHandovers(day, shape, source.messages, block)
  return shape
}

/** The shape before the scenario has its say. */
function drawShape(day: Day, source: ShapeSource, block: Block): RowShapes {
  const { bot } = day
  const { flags, channel, messages, userMessages } = source
  const { lo, hi } = block
  const talk = new Uint32Array(hi - lo)
  const span = new Uint32Array(hi - lo)
  const at = (name: string) => blockStream(bot.key, day.number, name, block)
  const [drawPace, drawClose, drawHandover, drawWait] = [at('pace'), at('close'), at('handover'), at('wait')]
  paces ??= logNormals(0.42)
  waits ??= logNormals(0.95)
  const voice = bot.voiceChannels
  const agents = agentRows(flags, block)
  let agent = 0
  for (let row = lo; row < hi; row++) {
    const bits = flags[row]!
    const m = messages[row]!
    const u = userMessages[row]!
    const pace = paces[(drawPace() * paces.length) | 0]!
    const close = drawClose()
    const handoverDraw = drawHandover()
    const waitDraw = drawWait()
    const turn = (voice[channel[row]!] === 1 ? SPEAK : WRITE) * pace
    let length: number
    if ((bits & CONTAINMENT) === AGENT) {
      const index = handoverIndex(bits, m, handoverDraw)
      const handover = wholeMs(index, (index >> 1) * turn + ((index + 1) >> 1) * BOT)
      const after = m - 1 - index
      const wait = Math.min(MAX_WAIT, 38_000 * waits[(waitDraw * waits.length) | 0]!) + 2_000
      const answered = after > 0 ? handover + Math.round(wait) : handover
      length = after > 0 ? answered + wholeMs(after - 1, (after - 1) * AGENT_TURN * pace) : handover
      agents.at[agent] = index
      agents.handover[agent] = handover
      agents.answered[agent] = answered
      agent++
    } else {
      length = wholeMs(m - 1, u * turn + (m - 1 - u) * BOT)
    }
    const idle = idleOf(bits, close)
    const most = longestTalk(idle)
    talk[row - lo] = Math.min(length, most)
    span[row - lo] = Math.min(length, most) + idle
    if (length > most) shrink(agents, agent - 1, row, most / length)
  }
  return { talk, span, agents }
}

/** A pin's end is as given: the idle time stays what it was if there is room for it, the talk is shortened if need be. */
function fitPin(pin: Pin, row: number, i: number, { talk, span, agents }: RowShapes): void {
  if (pin.end === undefined) return
  const given = pin.end - pin.start
  const before = talk[i]!
  const idle = span[i]! - before
  const now = Math.min(before, given - idle > given / 4 ? given - idle : Math.floor(given * 0.9))
  span[i] = given
  talk[i] = now
  if (before > 0) shrink(agents, agents.rows.indexOf(row), row, now / before)
}

/** The rows of a block that are handed over; when, is still to be said. */
function agentRows(flags: Uint8Array, { lo, hi }: Block): AgentRows {
  let n = 0
  for (let row = lo; row < hi; row++) if ((flags[row]! & CONTAINMENT) === AGENT) n++
  const rows = new Uint32Array(n)
  n = 0
  for (let row = lo; row < hi; row++) if ((flags[row]! & CONTAINMENT) === AGENT) rows[n++] = row
  return { rows, at: new Uint16Array(n), handover: new Uint32Array(n), answered: new Uint32Array(n) }
}

/** The agent rows of consecutive blocks as one list. */
export function joinAgents(parts: readonly AgentRows[]): AgentRows {
  const [only] = parts
  if (parts.length === 1 && only !== undefined) return only
  const n = parts.reduce((sum, part) => sum + part.rows.length, 0)
  const all = {
    rows: new Uint32Array(n),
    at: new Uint16Array(n),
    handover: new Uint32Array(n),
    answered: new Uint32Array(n),
  }
  let from = 0
  for (const part of parts) {
    all.rows.set(part.rows, from)
    all.at.set(part.at, from)
    all.handover.set(part.handover, from)
    all.answered.set(part.answered, from)
    from += part.rows.length
  }
  return all
}

/** Where in the session the bot hands over: after a third to two thirds; near the end when nobody answers. */
function handoverIndex(flags: number, messages: number, x: number): number {
  const last = messages - 1
  const isTaken = (flags & TAKEN) !== 0
  const wanted = isTaken ? Math.round(last * (0.28 + 0.36 * x)) : last - Math.floor(x * 3)
  return Math.min(last, Math.max(Math.min(2, last), Math.min(wanted, isTaken ? last - 1 : last)))
}

/** Whole ms, at least one for each of `steps` messages after one another. */
function wholeMs(steps: number, ms: number): number {
  return Math.max(steps, Math.round(ms))
}

/** ms from the last message to the close. */
function idleOf(flags: number, x: number): number {
  const kind = flags & CONTAINMENT
  const idleShare =
    (flags & INTERACTIVE) === 0
      ? 0.7
      : kind === AGENT
        ? (flags & TAKEN) !== 0
          ? 0.25
          : 0.8
        : kind === DROP_OFF
          ? 0.97
          : 0.84
  if (x < idleShare) return x < idleShare * 0.84 ? TIME_OUT : LONG_TIME_OUT
  const rest = (x - idleShare) / (1 - idleShare)
  return Math.round(rest * rest * 58_000) + 400
}

function shrink(agents: AgentRows, i: number, row: number, factor: number): void {
  if (i < 0 || agents.rows[i] !== row) return
  agents.handover[i] = Math.floor(agents.handover[i]! * factor)
  agents.answered[i] = Math.floor(agents.answered[i]! * factor)
}
