import { CONTAINMENT, CONTAINMENTS, DEVELOPER, INTERACTIVE } from '../columns/flags.ts'
import { encodeMessageId } from '../ids.ts'
import { hash3, UNIT32 } from '../random.ts'
import { findRow, sessionIdOf } from '../sessions/session.ts'
import type { WidgetSpec } from '../spec.ts'
import type { Bot } from '../types.ts'
import { identityOf, userIdOf, userNumber } from '../users.ts'
import { dayNumber, showDate } from './dates.ts'
import { METRICS, NO_TASK, type RecordCursor, type TagKind } from './record.ts'

/** What the records of a widget are. */
export type DataSet = WidgetSpec['dataSet']

/** What a field of a record holds, or what an aggregate of fields comes to. */
export type Value = string | number | null

/** One field of a data set (facts 10.5), with the way it is read off the record at which a scan stands. */
export interface Field {
  /** As the vendor writes it; queries may write it in any case (facts 11.33). */
  readonly name: string
  readonly type: 'string' | 'number' | 'date'
  /** All values there are; a query may name them in any case. */
  readonly values?: readonly string[]
  /** Its value, or a number that stands for it: what is cheap to compare and to group by. `show` tells which. */
  readonly read: (record: RecordCursor) => Value
  /** The value that a number stands for. Equal numbers have equal values. */
  readonly show?: (code: number, bot: Bot) => Value
  /** The number that stands for a text of a query; one that no record has for a text that no record has. */
  readonly parse?: (text: string, bot: Bot) => number
  /** Differs between the messages of a session. */
  readonly ofMessage?: true
  /** Only events have it: a query that reads it counts events in place of metrics. */
  readonly ofEvent?: true
  /** A query that filters by it sees the sessions of developers too (facts 10.4). */
  readonly showsDevelopers?: true
  /** Every record has one, and no two the same. */
  readonly unique?: true
}

type Read = Field['read']
/** Properties that most fields do not have. */
type FieldTraits = Omit<Field, 'name' | 'type' | 'values' | 'read'>

function textField(name: string, read: Read, rest?: FieldTraits): Field {
  return { name, type: 'string', read, ...rest }
}

function oneOf(name: string, values: readonly string[], read: Read, rest?: FieldTraits): Field {
  return { name, type: 'string', values, read, ...rest }
}

/** The instant of a record, ms UTC: records are scanned in its order. */
export const TIME: Field = {
  name: 'timestampvalue',
  type: 'number',
  read: record => record.time,
  ofMessage: true,
}

const readUser: Read = ({ day, row }) => day.user[row]!
const parseUser = (text: string, bot: Bot) => userNumber(bot, text) ?? -1

/** Sessions of one day are fewer than this, so that a day and a row make one number. */
const ROWS = 0x1000000

const sessionId = (name: string): Field =>
  textField(name, ({ day, row }) => day.number * ROWS + row, {
    show: (code, bot) => sessionIdOf(bot.day(Math.floor(code / ROWS)), code % ROWS),
    parse: (id, bot) => {
      const found = findRow(bot, id)
      return found === undefined ? -1 : found.day * ROWS + found.row
    },
  })

const username = textField('username', ({ bot, day, row }) => identityOf(bot, day.user[row]!).name)

const COMMON: readonly Field[] = [
  textField('channel', ({ bot, day, row }) => bot.channels[day.channel[row]!]!),
  textField('language', ({ bot, day, row }) => bot.languages[day.language[row]!]!),
  textField('userId', readUser, { show: (code, bot) => identityOf(bot, code).email, parse: parseUser }),
  oneOf(
    'isDeveloper',
    ['exclude', 'include'],
    ({ day, row }) => ((day.flags[row]! & DEVELOPER) !== 0 ? 'include' : 'exclude'),
    { showsDevelopers: true },
  ),
  TIME,
  { name: 'date', type: 'date', read: record => record.date, show: showDate, parse: text => dayNumber(text) ?? -1 },
]

/** Of these the world has those that `eventsOf` gives. */
const EVENTS = [
  'analyze',
  'sentiment',
  'tone',
  'entityretry',
  'confirmationretry',
  'onconnect',
  'endofconversation',
  'debuglog',
  'welcome',
  'telegramwelcomeevent',
  'facebookwelcomeevent',
  'telephonywelcomeeven',
  'standardresponseinterruption',
  'messagenodeinterruption',
  'optionalentity',
  'scriptfailure',
  'servicefailure',
  'agenttransfer',
]

/** Fields by data set: all that a query can name, and all that a scan can read. */
export const FIELDS: Readonly<Record<DataSet, readonly Field[]>> = {
  Analytics: [
    ...COMMON,
    oneOf('metricType', METRICS, ({ metric }) => METRICS[metric] ?? null),
    oneOf('eventtype', EVENTS, ({ event }) => event, { ofEvent: true }),
    textField('nodename', record => (record.event === 'entityretry' ? failurePoint(record) : null), { ofEvent: true }),
    textField('linkedbotname', () => null),
    textField('botname', ({ bot }) => bot.spec.name),
    textField('taskName', taskName),
    textField('failurereason', failureReason),
    textField('failurepoint', record => (record.metric === FAILED_TASKS ? failurePoint(record) : null)),
    oneOf('nodetype', ['confirmation', 'entity'], ({ event }) => (event === 'entityretry' ? 'entity' : null), {
      ofEvent: true,
    }),
    oneOf('taskType', ['Dialog', 'Action', 'Alert', 'FAQ', 'Small Talk', 'Answer from Document'], taskType),
    oneOf('trainingStatus', ['true', 'false'], record => (draw(record, 1) < 0.1 ? 'true' : 'false')),
    oneOf('pinStatus', ['true', 'false'], record => (draw(record, 2) < 0.03 ? 'true' : 'false')),
    oneOf('matchType', ['true', 'false'], ({ metric }) => (metric >= FAILED_INTENTS ? 'false' : 'true')),
    sessionId('sessionId'),
    textField('channeluserid', readUser, { show: (code, bot) => userIdOf(bot, code), parse: parseUser }),
  ],
  Messages: [
    ...COMMON,
    oneOf('messagetype', ['incoming', 'outgoing'], ({ side }) => (side === 1 ? 'incoming' : 'outgoing'), {
      ofMessage: true,
    }),
    textField(
      'messageId',
      ({ bot, day, row, index }) => encodeMessageId(bot, Math.floor(day.startOf(row) / 1000), row, index),
      { ofMessage: true, unique: true },
    ),
    sessionId('sessionId'),
    username,
  ],
  Sessions: [
    ...COMMON,
    oneOf('sessionstatus', ['active', 'closed'], record => (record.isActive ? 'active' : 'closed')),
    oneOf('sessiontype', ['Interactive', 'Non-interactive'], record =>
      isInteractive(record) ? 'Interactive' : 'Non-interactive',
    ),
    oneOf('containment_type', ['dropOff', 'selfService', 'agent'], containmentOf),
    textField('streamid', ({ bot }) => bot.id),
    sessionId('sessionid'),
    username,
  ],
}

/** The field of a name in any case; undefined: the data set has none. */
export function fieldOf(dataSet: DataSet, name: string): Field | undefined {
  const wanted = name.toLowerCase()
  return FIELDS[dataSet].find(field => field.name.toLowerCase() === wanted)
}

/** A tag as a field: a text, or null where the record has no such tag. */
export function fieldOfTag(kind: TagKind, name: string): Field {
  const field = textField(`${kind}Tag.${name}`, record => record.tag(kind, name))
  return kind === 'message' ? { ...field, ofMessage: true } : field
}

/** What was read off a record, as a query shows it. */
export function shownValue({ show }: Field, value: Value, bot: Bot): Value {
  return show === undefined || typeof value !== 'number' ? value : show(value, bot)
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

function isInteractive(record: RecordCursor): boolean {
  return record.isActive ? record.session.interactive : (record.day.flags[record.row]! & INTERACTIVE) !== 0
}

function containmentOf(record: RecordCursor): Value {
  // Where sessions are seen late, how one ended may be seen later than that it did.
  const hangsOnNow = record.sight === undefined ? record.isActive : !record.isFinal
  return hangsOnNow ? record.session.containment : CONTAINMENTS[record.day.flags[record.row]! & CONTAINMENT]!
}

function taskName({ bot, task, smallTalk }: RecordCursor): Value {
  if (task !== NO_TASK) return bot.pack.intents[task]?.name ?? null
  return smallTalk ? 'Small Talk' : null
}

function taskType({ task, smallTalk }: RecordCursor): Value {
  if (task !== NO_TASK) return 'Dialog'
  return smallTalk ? 'Small Talk' : null
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

/** A draw of the record's own, in [0, 1). */
function draw({ bot, day, row, index }: RecordCursor, salt: number): number {
  return hash3(bot.salt ^ (0x9d21 + salt), day.number * 0x1f1f + index, row) * UNIT32
}
