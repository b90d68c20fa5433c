import type { Day } from '../day.ts'
import { logNormals, stream } from '../random.ts'
import { MAX_SPAN } from '../time.ts'
import { AGENT, CONTAINMENT, DROP_OFF, INTERACTIVE, TAKEN } from './flags.ts'
import { moveHandovers } from './moves.ts'

/** Rows of a day that are handed over to a human, and when. All arrays are of one length, rows ascending. */
export interface AgentRows {
  readonly rows: Uint32Array
  /** Index of the hand-over message. */
  readonly at: Uint16Array
  /** ms from the session's start to the hand-over message. */
  readonly handover: Uint32Array
  /** ms from the session's start to the first message after it: a human's when one took it. */
  readonly answered: Uint32Array
}

export interface ShapeColumns {
  /** ms from the first message to the last. */
  readonly talk: Uint32Array
  /** ms from start to close. */
  readonly span: Uint32Array
  readonly agents: AgentRows
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
export function makeShape(day: Day, flags: Uint8Array): ShapeColumns {
  const { bot, count, channel, messages, userMessages } = day
  const talk = new Uint32Array(count)
  const span = new Uint32Array(count)
  const at = (name: string) => stream(bot.key, day.number, name)
  const [drawPace, drawClose, drawHandover, drawWait] = [at('pace'), at('close'), at('handover'), at('wait')]
  paces ??= logNormals(0.42)
  waits ??= logNormals(0.95)
  const voice = bot.voiceChannels
  const agents = agentRows(flags)
  let agent = 0
  for (let row = 0; row < count; row++) {
    const bits = flags[row] as number
    const m = messages[row] as number
    const u = userMessages[row] as number
    const pace = paces[(drawPace() * paces.length) | 0] as number
    const close = drawClose()
    const handoverDraw = drawHandover()
    const waitDraw = drawWait()
    const turn = (voice[channel[row] as number] === 1 ? SPEAK : WRITE) * pace
    let length: number
    if ((bits & CONTAINMENT) === AGENT) {
      const index = handoverIndex(bits, m, handoverDraw)
      const handover = least(index, (index >> 1) * turn + ((index + 1) >> 1) * BOT)
      const after = m - 1 - index
      const wait = Math.min(MAX_WAIT, 38_000 * (waits[(waitDraw * waits.length) | 0] as number)) + 2_000
      const answered = after > 0 ? handover + Math.round(wait) : handover
      length = after > 0 ? answered + least(after - 1, (after - 1) * AGENT_TURN * pace) : handover
      agents.at[agent] = index
      agents.handover[agent] = handover
      agents.answered[agent] = answered
      agent++
    } else {
      length = least(m - 1, u * turn + (m - 1 - u) * BOT)
    }
    const idle = idleOf(bits, close)
    talk[row] = Math.min(length, MAX_SPAN - idle)
    span[row] = (talk[row] as number) + idle
    if (length > MAX_SPAN - idle) shrink(agents, agent - 1, row, (MAX_SPAN - idle) / length)
  }
  for (const [row, pin] of day.pins) {
    if (pin.end === undefined) continue
    const given = pin.end - pin.start
    const idle = (span[row] as number) - (talk[row] as number)
    const before = talk[row] as number
    const now = Math.min(before, given - idle > given / 4 ? given - idle : Math.floor(given * 0.9))
    span[row] = given
    talk[row] = now
    if (before > 0) shrink(agents, agents.rows.indexOf(row), row, now / before)
  }
  const shape = { talk, span, agents }
  if (day.exact.length > 0 || day.pins.size > 0) moveHandovers(day, shape)
  return shape
}

function agentRows(flags: Uint8Array): AgentRows {
  let n = 0
  for (let row = 0; row < flags.length; row++) if (((flags[row] as number) & CONTAINMENT) === AGENT) n++
  const rows = new Uint32Array(n)
  n = 0
  for (let row = 0; row < flags.length; row++) if (((flags[row] as number) & CONTAINMENT) === AGENT) rows[n++] = row
  return { rows, at: new Uint16Array(n), handover: new Uint32Array(n), answered: new Uint32Array(n) }
}

/** Where in the session the bot hands over: after a third to two thirds; near the end when nobody answers. */
function handoverIndex(flags: number, messages: number, x: number): number {
  const last = messages - 1
  const isTaken = (flags & TAKEN) !== 0
  const wanted = isTaken ? Math.round(last * (0.28 + 0.36 * x)) : last - Math.floor(x * 3)
  return Math.min(last, Math.max(Math.min(2, last), Math.min(wanted, isTaken ? last - 1 : last)))
}

/** Whole ms, enough for `steps` messages after one another. */
function least(steps: number, ms: number): number {
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
  agents.handover[i] = Math.floor((agents.handover[i] as number) * factor)
  agents.answered[i] = Math.floor((agents.answered[i] as number) * factor)
}
