import type { Bot } from '../bot.ts'
import { CONTAINMENT, CONTAINMENTS, DEVELOPER, INTERACTIVE } from '../columns/flags.ts'
import { encodeMessageId } from '../ids.ts'
import { hash3 } from '../random.ts'
import { findRow, sessionIdOf } from '../sessions/session.ts'
import { hasEnded, isDayOver } from '../settled.ts'
import { DAY } from '../time.ts'
import { identityOf, userIdOf, userNumber } from '../users.ts'
import { dayNumber, type FieldRef } from './parse.ts'
import { METRICS, NO_TASK, type RecordCursor } from './record.ts'

export type Value = string | number | null

/** How a field is read off the record a scan stands at. */
export interface Access {
  /** May be a code that stands for the value: `show` tells which. */
  readonly read: (record: RecordCursor) => Value
  /** Value of a code. Codes of the same value are equal. */
  readonly show?: (code: number, bot: Bot) => Value
  /** Code of a text in a query; a code no record has for a text no record has. */
  readonly code?: (text: string, bot: Bot) => Value
  /** Differs between the messages of a session. */
  readonly ofMessage?: true
  /** Every record has one, and no two the same. */
  readonly unique?: true
}

const ROWS = 0x1000000

/** How to read a field or a tag. */
export function accessOf({ field, tag }: FieldRef): Access {
  if (tag !== undefined) {
    const { kind, name } = tag
    const read = (record: RecordCursor) => record.tag(kind, name)
    return kind === 'message' ? { read, ofMessage: true } : { read }
  }
  const access = ACCESS[field.name.toLowerCase()]
  if (access === undefined) throw new Error(`no way to read ${field.name}`)
  return access
}

const user: Access = {
  read: ({ day, row }) => day.user[row]!,
  show: (code, bot) => identityOf(bot, code).email,
  code: (text, bot) => userNumber(bot, text) ?? -1,
}

const ACCESS: Readonly<Record<string, Access>> = {
  channel: { read: ({ bot, day, row }) => bot.channels[day.channel[row]!]! },
  language: { read: ({ bot, day, row }) => bot.languages[day.language[row]!]! },
  userid: user,
  username: { read: ({ bot, day, row }) => identityOf(bot, day.user[row]!).name },
  channeluserid: {
    read: user.read,
    show: (code, bot) => userIdOf(bot, code),
    code: (text, bot) => userNumber(bot, text) ?? -1,
  },
  isdeveloper: { read: ({ day, row }) => ((day.flags[row]! & DEVELOPER) !== 0 ? 'include' : 'exclude') },
  timestampvalue: { read: record => record.time, ofMessage: true },
  date: { read: record => record.date, show: showDate, code: text => dayNumber(text) ?? -1 },
  sessionid: {
    read: ({ day, row }) => day.number * ROWS + row,
    show: (code, bot) => sessionIdOf(bot.day(Math.floor(code / ROWS)), code % ROWS),
    code: (text, bot) => {
      const found = findRow(bot, text)
      return found === undefined ? -1 : found.day * ROWS + found.row
    },
  },
  streamid: { read: ({ bot }) => bot.id },
  sessionstatus: { read: record => (isActive(record) ? 'active' : 'closed') },
  sessiontype: { read: record => (interactive(record) ? 'Interactive' : 'Non-interactive') },
  containment_type: {
    read: record =>
      isActive(record)
        ? record.session.containment
        : (CONTAINMENTS[record.day.flags[record.row]! & CONTAINMENT] as string),
  },
  messagetype: { read: record => (record.side === 1 ? 'incoming' : 'outgoing'), ofMessage: true },
  messageid: {
    read: ({ bot, day, row, index }) => encodeMessageId(bot, Math.floor(day.startOf(row) / 1000), row, index),
    ofMessage: true,
    unique: true,
  },
  metrictype: { read: ({ metric }) => METRICS[metric] ?? null },
  eventtype: { read: ({ event }) => event },
  nodename: { read: record => (record.event === 'entityretry' ? failurePoint(record) : null) },
  nodetype: { read: ({ event }) => (event === 'entityretry' ? 'entity' : null) },
  botname: { read: ({ bot }) => bot.spec.name },
  linkedbotname: { read: () => null },
  taskname: {
    read: ({ bot, task, smallTalk }) =>
      task !== NO_TASK ? (bot.pack.intents[task]?.name ?? null) : smallTalk ? 'Small Talk' : null,
  },
  tasktype: { read: ({ task, smallTalk }) => (task !== NO_TASK ? 'Dialog' : smallTalk ? 'Small Talk' : null) },
  failurereason: { read: failureReason },
  failurepoint: { read: record => (record.metric === FAILED_TASKS ? failurePoint(record) : null) },
  trainingstatus: { read: record => (draw(record, 1) < 0.1 ? 'true' : 'false') },
  pinstatus: { read: record => (draw(record, 2) < 0.03 ? 'true' : 'false') },
  matchtype: { read: ({ metric }) => (metric >= FAILED_INTENTS ? 'false' : 'true') },
}

const FAILED_TASKS = METRICS.indexOf('failedtasks')
const FAILED_INTENTS = METRICS.indexOf('failedintents')
const REASONS = [
  'Service request failed',
  'User ended the conversation',
  'Maximum number of retries reached',
  'Script execution failed',
  'Conversation timed out',
]

function isActive({ day, row, now }: RecordCursor): boolean {
  return !isDayOver(day.midnight, now) && !hasEnded(day.startOf(row), day.span[row]!, now)
}

function interactive(record: RecordCursor): boolean {
  return isActive(record) ? record.session.interactive : (record.day.flags[record.row]! & INTERACTIVE) !== 0
}

/** A draw of the record's own, in [0, 1). */
function draw({ bot, day, row, index }: RecordCursor, salt: number): number {
  return hash3(bot.salt ^ (0x9d21 + salt), day.number * 0x1f1f + index, row) / 2 ** 32
}

function failureReason(record: RecordCursor): Value {
  if (record.metric >= FAILED_INTENTS) return 'Intent not identified'
  return record.metric === FAILED_TASKS ? REASONS[Math.floor(draw(record, 3) * REASONS.length)]! : null
}

/** The step of the dialog that went wrong: one that asks for something. */
function failurePoint(record: RecordCursor): Value {
  const { bot, task } = record
  const slots = Object.keys(bot.pack.intents[task]?.slots ?? {})
  return slots[Math.floor(draw(record, 4) * slots.length)] ?? 'Start'
}

const dates = new Map<number, string>()

/** `mm-dd-yyyy`: facts 10.5. */
function showDate(day: number): string {
  let text = dates.get(day)
  if (text === undefined) {
    const [year, month, date] = new Date(day * DAY).toISOString().slice(0, 10).split('-')
    text = `${month}-${date}-${year}`
    if (dates.size < 10_000) dates.set(day, text)
  }
  return text
}
