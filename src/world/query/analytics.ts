import { cachePerOwner } from '../../memory/belongings.ts'
import { courseOf } from '../sessions/course.ts'
import type { Timeline } from '../sessions/types.ts'
import type { Day } from '../types.ts'
import { METRICS, NO_TASK } from './record.ts'

/** The metric records of a day, session by session, in the order in which they came about. */
export interface DayMetrics {
  readonly bytes: number
  /** First record of each row; one longer than the day. */
  readonly from: Uint32Array
  /** Message of the session it came about with. */
  readonly index: Uint16Array
  readonly code: Uint8Array
  /** Intent, or `NO_TASK`. */
  readonly task: Uint8Array
}

const SMALL_TALK = 8
const SUCCESS_TASK = METRICS.indexOf('successtasks')
const SUCCESS_INTENT = METRICS.indexOf('successintents')
const FAILED_TASK = METRICS.indexOf('failedtasks')
const FAILED_INTENT = METRICS.indexOf('failedintents')
const UNHANDLED = METRICS.indexOf('unhandledutterances')

/** Index into `METRICS` of a record's code. */
export function metricOf(code: number): number {
  return code & 7
}

/** Whether a record's code is that of small talk. */
export function isSmallTalk(code: number): boolean {
  return (code & SMALL_TALK) !== 0
}

const metricsKeptOf = cachePerOwner<number, DayMetrics>('metrics')

/** The metrics of a day, kept while there is room: final truth, as the day's columns. */
export function metricsOf(day: Day): DayMetrics {
  const kept = metricsKeptOf(day.bot)
  let metrics = kept.get(day.number)
  if (metrics === undefined) {
    metrics = makeMetrics(day)
    kept.set(day.number, metrics, metrics.bytes)
  }
  return metrics
}

/**
 * What came of a session, as dashboards count it: an intent found for whatever starts a task or is small talk, none
 * found and an unhandled utterance for what the bot did not understand, and the end of each task that came to one.
 */
function makeMetrics(day: Day): DayMetrics {
  const { count } = day
  const from = new Uint32Array(count + 1)
  const list = new Growing(count * 5 + 16)
  for (let row = 0; row < count; row++) {
    from[row] = list.length
    // Without a user nobody wanted anything, and a notification's task has no end of its own.
    if (day.userMessages[row]! > 0) list.ofRow(day, row)
  }
  from[count] = list.length
  const index = list.index.slice(0, list.length)
  const code = list.code.slice(0, list.length)
  const task = list.task.slice(0, list.length)
  const bytes = from.byteLength + index.byteLength + code.byteLength + task.byteLength + 500
  return { bytes, from, index, code, task }
}

class Growing {
  length = 0
  index: Uint16Array
  code: Uint8Array
  task: Uint8Array

  constructor(size: number) {
    this.index = new Uint16Array(size)
    this.code = new Uint8Array(size)
    this.task = new Uint8Array(size)
  }

  ofRow(day: Day, row: number): void {
    const { turns, tasks } = courseOf(day, row)
    const first = this.length
    for (const { kind, task, first: message } of turns) {
      if (kind === 'ask') this.#add(message, SUCCESS_INTENT, tasks[task]?.intent ?? NO_TASK)
      else if (kind === 'smallTalk') this.#add(message, SUCCESS_INTENT | SMALL_TALK, NO_TASK)
      else if (kind === 'notUnderstood') {
        this.#add(message, FAILED_INTENT, NO_TASK)
        this.#add(message, UNHANDLED, NO_TASK)
      }
    }
    for (const { outcome, endedBy, intent } of tasks) {
      if (outcome !== 'open') this.#insert(first, endedBy, outcome === 'success' ? SUCCESS_TASK : FAILED_TASK, intent)
    }
  }

  #add(index: number, code: number, task: number): void {
    if (this.length === this.index.length) this.#grow()
    this.index[this.length] = index
    this.code[this.length] = code
    this.task[this.length] = task
    this.length++
  }

  /** Adds in the order of the messages. */
  #insert(first: number, index: number, code: number, task: number): void {
    this.#add(index, code, task)
    for (let i = this.length - 1; i > first && this.index[i - 1]! > index; i--) {
      this.index[i] = this.index[i - 1]!
      this.code[i] = this.code[i - 1]!
      this.task[i] = this.task[i - 1]!
      this.index[i - 1] = index
      this.code[i - 1] = code
      this.task[i - 1] = task
    }
  }

  #grow(): void {
    const size = this.index.length * 2
    const larger = <A extends Uint8Array | Uint16Array>(array: A, copy: A): A => {
      copy.set(array)
      return copy
    }
    this.index = larger(this.index, new Uint16Array(size))
    this.code = larger(this.code, new Uint8Array(size))
    this.task = larger(this.task, new Uint8Array(size))
  }
}

/** An event of a session and the message it came about with. */
export interface AnalyticsEvent {
  readonly event: string
  readonly index: number
  readonly task?: number
}

const GREETINGS: Readonly<Record<string, string>> = {
  telegram: 'telegramwelcomeevent',
  facebook: 'facebookwelcomeevent',
}

/** The events of a session (facts 10.5), in the order of its messages. */
export function eventsOf(day: Day, row: number, timeline: Timeline): AnalyticsEvent[] {
  const { turns, tasks, handover, times } = timeline
  const found: AnalyticsEvent[] = [{ event: 'onconnect', index: 0 }, ...greeting(day, row, timeline)]
  for (const turn of turns) found.push(...turnEvents(turn, tasks[turn.task]?.intent))
  for (const { outcome, endedBy, intent } of tasks) {
    if (outcome === 'failed') found.push({ event: 'servicefailure', index: endedBy, task: intent })
  }
  if (handover >= 0) found.push({ event: 'agenttransfer', index: handover })
  found.push({ event: 'endofconversation', index: times.length - 1 })
  return found.sort((a, b) => a.index - b.index)
}

function greeting({ bot, channel }: Day, row: number, { ending, turns }: Timeline): AnalyticsEvent[] {
  if (ending === 'notified' || turns[0]?.kind !== 'opening') return []
  const number = channel[row]!
  const isVoice = bot.voiceChannels[number] === 1
  return [{ event: isVoice ? 'telephonywelcomeeven' : (GREETINGS[bot.channels[number]!] ?? 'welcome'), index: 0 }]
}

/** What the bot made of words: it looked for an intent, and asked again for what it had not understood. */
function turnEvents({ kind, first }: Timeline['turns'][number], intent: number | undefined): AnalyticsEvent[] {
  if (kind !== 'ask' && kind !== 'notUnderstood') return []
  if (intent === undefined) return [{ event: 'analyze', index: first }]
  const analyze = { event: 'analyze', index: first, task: intent }
  return kind === 'ask' ? [analyze] : [analyze, { event: 'entityretry', index: first, task: intent }]
}
