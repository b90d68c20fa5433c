import { cachePerOwner } from '../../memory/belongings.ts'
import { BotPart } from '../columns/plans.ts'
import type { Timeline } from '../sessions/types.ts'
import type { SpeechLine } from '../talk/acts.ts'
import { actCodeOf, beginsLine, kindIn, PlanDraft, taskIn } from '../talk/draft.ts'
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
const [ASK, SMALL_TALK_ACT, UNCLEAR] = [actCodeOf('ask'), actCodeOf('smallTalk'), actCodeOf('unclear')]
const [DONE, FAILED] = [actCodeOf('done'), actCodeOf('failed')]

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
    day.bot.world.kept()
  }
  return metrics
}

/**
 * What came of a session, as dashboards count it: an intent found for whatever starts a task or is small talk, none
 * found and an unhandled utterance for what the bot did not understand, and the end of each task that came to one.
 */
function makeMetrics(day: Day): DayMetrics {
  const { count } = day
  const part = new BotPart(day, { flags: day.flags, channel: day.channel })
  const from = new Uint32Array(count + 1)
  const list = new Growing(count * 5 + 16)
  for (let row = 0; row < count; row++) {
    from[row] = list.length
    // Without a user nobody wanted anything, and a notification's task has no end of its own.
    part.enter(row)
    if (part.customer === 0) continue
    const draft = new PlanDraft()
    part.draw(draft)
    list.ofPlan(draft)
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

  /** Adds what came of the bot's part of a session. */
  ofPlan({ acts, tasks }: PlanDraft): void {
    let message = -1
    for (const act of acts) {
      if (beginsLine(act)) message++
      const kind = kindIn(act)
      if (kind === ASK) this.#add(message, SUCCESS_INTENT, tasks[taskIn(act)]!)
      else if (kind === SMALL_TALK_ACT) this.#add(message, SUCCESS_INTENT | SMALL_TALK, NO_TASK)
      else if (kind === DONE) this.#add(message, SUCCESS_TASK, tasks[taskIn(act)]!)
      else if (kind === FAILED) this.#add(message, FAILED_TASK, tasks[taskIn(act)]!)
      else if (kind === UNCLEAR) {
        this.#add(message, FAILED_INTENT, NO_TASK)
        this.#add(message, UNHANDLED, NO_TASK)
      }
    }
  }

  #add(index: number, code: number, task: number): void {
    if (this.length === this.index.length) this.#grow()
    this.index[this.length] = index
    this.code[this.length] = code
    this.task[this.length] = task
    this.length++
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
  const { lines, tasks, handover, times } = timeline
  const found: AnalyticsEvent[] = [{ event: 'onconnect', index: 0 }, ...greeting(day, row, timeline)]
  const until = handover < 0 ? lines.length : handover + 1
  for (let index = 0; index < until; index++) found.push(...utteranceEvents(lines[index]!, index, tasks))
  for (const { outcome, endedBy, intent } of tasks) {
    if (outcome === 'failed') found.push({ event: 'servicefailure', index: endedBy, task: intent })
  }
  if (handover >= 0) found.push({ event: 'agenttransfer', index: handover })
  found.push({ event: 'endofconversation', index: times.length - 1 })
  return found.sort((a, b) => a.index - b.index)
}

function greeting({ bot, channel }: Day, row: number, { lines }: Timeline): AnalyticsEvent[] {
  if (lines[0]?.acts[0]?.kind !== 'welcome') return []
  const number = channel[row]!
  const isVoice = bot.voiceChannels[number] === 1
  return [{ event: isVoice ? 'telephonywelcomeeven' : (GREETINGS[bot.channels[number]!] ?? 'welcome'), index: 0 }]
}

/** What the bot made of words: it looked for an intent, and asked again for what it had not understood. */
function utteranceEvents({ acts }: SpeechLine, index: number, tasks: Timeline['tasks']): AnalyticsEvent[] {
  const act = acts.find(({ kind }) => kind === 'ask' || kind === 'unclear')
  if (act === undefined) return []
  const task = tasks[act.task]?.intent
  if (task === undefined) return [{ event: 'analyze', index }]
  const analyze = { event: 'analyze', index, task }
  return act.kind === 'ask' ? [analyze] : [analyze, { event: 'entityretry', index, task }]
}
