import { EMAIL } from '../channels.ts'
import { skillsOf, staffSize } from '../desk/traits.ts'
import type { Pin } from '../sessions/pins.ts'
import { type Script, takenAt } from '../sessions/script.ts'
import { longestSpan } from '../settled.ts'
import type { SegmentPin } from '../spec.ts'
import { weekOfDay } from '../time.ts'
import type { Day } from '../types.ts'
import { HumanPart } from './human-part.ts'
import { pinnedQueue } from './matters.ts'
import { customerPace, lotOf } from './paces.ts'
import { BotPart } from './plans.ts'
import { roomInStretch } from './stretches.ts'
import type { AgentPart, KindColumns } from './types.ts'

/** When a pinned session is handed over and who has it. Times are ms from its start. */
export interface PinnedAgents {
  readonly handover: number
  readonly parts: readonly AgentPart[]
}

const PINNED_WAIT = 0x3a1d
const PINNED_AGENT = 0xa6e
/** ms that somebody whom a scenario made waits for a human. */
const LEAST_WAIT = 3_000
const MORE_WAIT = 45_000
/** Shares of a session with an end after which the last e-mail is sent, at the latest: where the customer thanks for it, and else. */
const BEFORE_THANKS = 0.8
const BEFORE_CLOSE = 0.9
/** Agents who are looked at for one who serves a queue, at most. */
const MOST_LOOKS = 64

/** A row that a scenario fixed, in full or in part, and is no part of the desk's day. */
export interface IslandRow {
  readonly row: number
  readonly pin: Pin
}

/**
 * The hand-over of a session that a scenario fixed. It is an island: nobody waits for it and it waits for nobody, the times
 * are those that the pin gives, all others are made to fit between them.
 */
export function pinnedAgents(day: Day, kinds: KindColumns, { pin, row }: IslandRow): PinnedAgents {
  const bot = new BotPart(day, kinds)
  const human = new HumanPart(day)
  bot.enter(row)
  human.enter(row, bot, Math.max(1, pin.spec.segments?.length ?? 0))
  const { script } = bot
  const times =
    script === undefined ? plannedTimes(day, { pin, row }, { bot, human }) : scriptTimes(pin, script, human.close)
  const agents = agentsFor(day, { pin, row }, times.parts.length)
  return { handover: times.handover, parts: times.parts.map((part, i) => ({ agent: agents[i]!, ...part })) }
}

/** As long as it takes by itself, as far as the pin does not say another time. */
function plannedTimes(
  day: Day,
  { pin, row }: IslandRow,
  { bot, human }: { readonly bot: BotPart; readonly human: HumanPart },
): PinnedTimes {
  const wait = pin.spec.wait ?? LEAST_WAIT + Math.round(lotOf(day.bot, PINNED_WAIT, day.number, row) ** 2 * MORE_WAIT)
  const talk = bot.customerGaps * customerPace(day.bot, day.number, row, bot.medium) + bot.otherGaps
  const parts = Math.max(1, pin.spec.segments?.length ?? 0)
  const steps = bot.messages - 1
  // In a stretch of agent sessions the hand-over lies in it, and so does the moment at which somebody takes it.
  const room = day.pins.has(row) ? undefined : roomInStretch(day, row)
  const latest = room === undefined ? Number.POSITIVE_INFINITY : Math.max(steps, room - 1)
  const handover = Math.min(latest, Math.max(steps, Math.round(talk)))
  const natural: Natural = {
    steps,
    talk: handover,
    wait: room === undefined ? wait : Math.max(1, Math.min(wait, room - handover)),
    works: Array.from({ length: parts }, (_, part) => human.handling(part)),
    after: human.messages,
    byMail: bot.medium !== EMAIL ? undefined : human.afterwards > 0 ? BEFORE_THANKS : BEFORE_CLOSE,
  }
  return pinnedTimesOf(pin, fitted(natural, pin))
}

/** As the transcript has them that the scenario wrote. */
function scriptTimes(pin: Pin, script: Script, close: number): PinnedTimes {
  const { times, botLines } = script
  const begins = takenAt(pin, script)
  const end = pin.end === undefined ? times.at(-1)! + close : pin.end - pin.start
  const parts = begins.map((begin, part) => {
    const given = pin.spec.segments?.[part]?.segmentEndTime
    return { begin, end: given === undefined ? (begins[part + 1] ?? end) : Date.parse(given) - pin.start }
  })
  return { handover: times[botLines - 1]!, parts }
}

/** Numbers of agents who could have it: where a pin names a queue, somebody who serves it. */
function agentsFor({ bot, number }: Day, { pin, row }: IslandRow, parts: number): number[] {
  const staff = Math.max(1, staffSize(bot, weekOfDay(number)))
  const first = Math.floor(lotOf(bot, PINNED_AGENT, number, row) * staff)
  const found: number[] = []
  for (let part = 0; part < parts; part++) {
    const queue = pinnedQueue(bot, pin.spec.segments?.[part])
    const serves = (agent: number) => queue === undefined || skillsOf(bot, agent).includes(queue)
    const candidates = Array.from({ length: Math.min(staff, MOST_LOOKS) }, (_, i) => (first + part + i) % staff)
    const free = candidates.filter(agent => !found.includes(agent))
    found.push(free.find(serves) ?? free[0] ?? candidates[0]!)
  }
  return found
}

/** What a session takes by itself. All but counts are ms. */
interface Natural {
  /** Messages before the hand-over, and after it. */
  readonly steps: number
  readonly after: number
  readonly talk: number
  readonly wait: number
  readonly works: readonly number[]
  /** Share of a session with an end after which the last e-mail is sent, at the latest. */
  readonly byMail: number | undefined
}

/** Share of the longest session that is talked where a pin does not say when it ends: the rest is for its close. */
const TALKED = 0.9

/** The same in the time that there is: until a pin says that it ends, else as long as a session may last. */
function fitted(natural: Natural, pin: Pin): Natural {
  const most =
    pin.end === undefined ? Math.floor(longestSpan(natural.byMail !== undefined) * TALKED) : pin.end - pin.start
  const { steps, after, talk, wait, works } = natural
  // A wait that is given is not shortened, as far as there is any room beside it.
  const given = pin.spec.wait === undefined ? 0 : wait
  const room = Math.max(1, most - steps - after - 1 - given)
  const total = talk + wait - given + works.reduce((a, b) => a + b, 0)
  const factor = Math.min(1, room / total)
  const shrink = (ms: number) => Math.floor(ms * factor)
  return {
    ...natural,
    talk: Math.max(steps, shrink(talk)),
    wait: given > 0 ? wait : Math.max(1, shrink(wait)),
    works: works.map(shrink),
  }
}

interface PinnedTimes {
  readonly handover: number
  readonly parts: readonly { readonly begin: number; readonly end: number }[]
}

function pinnedTimesOf({ spec, start, end }: Pin, natural: Natural): PinnedTimes {
  const { steps, talk, wait, works, after, byMail = 1 } = natural
  const segments = spec.segments ?? []
  const since = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text) - start)
  const last = end === undefined ? Number.POSITIVE_INFINITY : end - start
  const firstBegin = since(segments[0]?.segmentStartTime)
  const wanted =
    since(spec.conversation?.startTime) ?? (firstBegin === undefined ? talk : firstBegin - Math.min(wait, firstBegin))
  // A session has room for what is said in it, whatever else a pin says.
  const handover = Math.max(steps, Math.min(wanted, last - after))
  const begins = beginsOf(segments, Math.max(handover, firstBegin ?? handover + wait), works, since)
  const parts = begins.map((begin, part) => {
    const done = begins[part + 1] ?? (end === undefined ? begin + works[part]! : Math.floor(last * byMail))
    return {
      begin: Math.min(begin, last),
      end: Math.min(last, Math.max(begin, since(segments[part]?.segmentEndTime) ?? done)),
    }
  })
  return { handover, parts }
}

/** When each part begins: as its pin says, else when the one before is done. */
function beginsOf(
  segments: readonly SegmentPin[],
  first: number,
  works: readonly number[],
  since: (text: string | undefined) => number | undefined,
): number[] {
  const begins = [first]
  for (let part = 1; part < works.length; part++) {
    const before = begins[part - 1]!
    begins.push(Math.max(before, since(segments[part]?.segmentStartTime) ?? before + works[part - 1]!))
  }
  return begins
}
