import { hash2, indexOf, normalAt } from '../random.ts'
import type { Day } from '../types.ts'
import { reasonLot } from '../visits.ts'
import { type Block, blockStream } from './blocks.ts'
import { AGENT, CONTAINMENT, DROP_OFF, INTERACTIVE, SELF_SERVICE, TAKEN } from './flags.ts'
import type { CountColumns } from './types.ts'

/** `intent` of a session without a task. */
export const NO_INTENT = 255
/** Messages of the longest session that is drawn. */
const MOST_MESSAGES = 202
const LOG_MEDIAN = Math.log(16.2)
const LOG_TAIL = Math.log(44)
/** Share of sessions in the long tail. */
const TAIL = 0.018

/**
 * How much is said. Messages are log-normal with a long tail (facts 6.4: median 16, at most about 200), a little under
 * half of them the user's; about one task for every half dozen of what the user says.
 */
export function fillCounts(day: Day, flags: Uint8Array, columns: CountColumns, block: Block): void {
  const { messages, userMessages, tasks, intent } = columns
  const { bot, number, user, back } = day
  const at = (name: string) => blockStream(bot.key, day.number, name, block)
  const [drawMessages, drawUser, drawTasks] = [at('messages'), at('userMessages'), at('tasks')]
  const intents = bot.intentShares
  for (let row = block.lo; row < block.hi; row++) {
    const bits = flags[row]!
    const m = messageCount(bits, drawMessages())
    const u = userCount(bits, m, drawUser())
    const t = taskCount(bits, u, drawTasks())
    const chosen = indexOf(intents, reasonLot(bot, user[row]!, number, back[row]!))
    messages[row] = m
    userMessages[row] = u
    tasks[row] = t
    intent[row] = t > 0 ? chosen : NO_INTENT
  }
  recountExact(day, { ...columns, flags }, block)
  for (const [row, { spec }] of day.pins) {
    if (row < block.lo || row >= block.hi) continue
    if (spec.noOfMessagesExchanged !== undefined || spec.noOfTasksExecuted !== undefined) {
      recount(day, { ...columns, flags }, row, {
        messages: spec.noOfMessagesExchanged,
        tasks: spec.noOfTasksExecuted,
      })
    }
  }
}

function recountExact(day: Day, columns: CountColumns & { readonly flags: Uint8Array }, block: Block): void {
  for (const { spec, lo, hi } of day.exact) {
    if (spec.messages === undefined) continue
    for (let row = Math.max(lo, block.lo); row < Math.min(hi, block.hi); row++) {
      if (!day.pins.has(row)) recount(day, columns, row, { messages: spec.messages })
    }
  }
}

/** Empty columns for a number of rows. */
export function countColumns(count: number): CountColumns {
  return {
    messages: new Uint16Array(count),
    userMessages: new Uint16Array(count),
    tasks: new Uint8Array(count),
    intent: new Uint8Array(count),
  }
}

const STEPS = 8192
let messageTables: readonly Uint16Array[] | undefined

function messageCount(flags: number, x: number): number {
  if ((flags & INTERACTIVE) === 0) return x < 0.6 ? 1 : x < 0.88 ? 2 : 3
  messageTables ??= [tableOf(1, 3), tableOf(0.82, 3), tableOf(1.3, 6)]
  return messageTables[flags & CONTAINMENT]?.[(x * STEPS) | 0] ?? 3
}

/** Messages by quantile; the top of it is the long tail. */
function tableOf(factor: number, least: number): Uint16Array {
  const values = new Uint16Array(STEPS)
  for (let i = 0; i < STEPS; i++) {
    const x = (i + 0.5) / STEPS
    const inTail = x >= 1 - TAIL
    const m = inTail
      ? Math.exp(LOG_TAIL + 0.6 * normalAt((x - 1 + TAIL) / TAIL))
      : Math.exp(LOG_MEDIAN + 0.36 * normalAt(x / (1 - TAIL)))
    values[i] = Math.min(MOST_MESSAGES, Math.max(least, Math.round(m * factor)))
  }
  return values
}

/** User messages: every one is answered, but for the last of some who are never answered; now and then the bot says more. */
function userCount(flags: number, messages: number, x: number): number {
  if ((flags & INTERACTIVE) === 0) return 0
  if (messages < 2) return 1
  const most = mostOfUser(flags, messages, x)
  const y = x * 4 - Math.floor(x * 4)
  const fewer = Math.floor(y * y * y * y * (1 + most * 0.3))
  return Math.max(1, most - fewer)
}

/** As many as leave an answer for each; where a hand-over cuts the session in two, both parts begin with an answer. */
function mostOfUser(flags: number, messages: number, x: number): number {
  const kind = flags & CONTAINMENT
  if (kind === DROP_OFF && x < 0.25) return messages >> 1
  if (kind === AGENT) return (messages - ((flags & TAKEN) !== 0 ? 2 : 3)) >> 1
  return (messages - 1) >> 1
}

function taskCount(flags: number, user: number, x: number): number {
  if ((flags & INTERACTIVE) === 0) return 0
  const kind = flags & CONTAINMENT
  if (kind !== SELF_SERVICE && user <= 3 && x < 0.4) return 0
  if (x < 0.03) return 0
  return Math.min(255, user, Math.max(1, Math.round(user / (5 + 8 * x))))
}

/** Counts a row anew whose messages or tasks were given. */
function recount(
  day: Day,
  columns: CountColumns & { readonly flags: Uint8Array },
  row: number,
  { messages, tasks }: { readonly messages?: number | undefined; readonly tasks?: number | undefined },
): void {
  const bits = columns.flags[row]!
  const x = hash2(day.number, row) / 2 ** 32
  const m = messages ?? columns.messages[row]!
  if (messages !== undefined) {
    columns.messages[row] = m
    columns.userMessages[row] = (bits & INTERACTIVE) === 0 ? 0 : userCount(bits, m, x)
  }
  const user = columns.userMessages[row]!
  columns.tasks[row] = tasks ?? Math.min(user, columns.tasks[row]!)
  const chosen = indexOf(day.bot.intentShares, (x * 7) % 1)
  columns.intent[row] = columns.tasks[row] > 0 ? chosen : NO_INTENT
}
