import { staffSize, weekOf } from '../desk/traits.ts'
import type { Pin } from '../sessions/pins.ts'
import type { SegmentPin } from '../spec.ts'
import type { Day } from '../types.ts'
import { HumanPart } from './human-part.ts'
import { customerPace, lotOf } from './paces.ts'
import { BotPart } from './plans.ts'
import type { KindColumns, Part } from './types.ts'

/** When a pinned session is handed over and who has it. Times are ms from its start. */
export interface PinnedAgents {
  readonly handover: number
  readonly parts: readonly Part[]
}

const WAIT = 0x3a1d
const AGENT = 0xa6e
/** ms that somebody whom a scenario made waits for a human. */
const LEAST_WAIT = 3_000
const MORE_WAIT = 45_000

/**
 * The hand-over of a session that a scenario fixed. It is an island: nobody waits for it and it waits for nobody, the times
 * are those that the pin gives, all others are made to fit between them.
 */
export function pinnedAgents(
  day: Day,
  kinds: KindColumns,
  { pin, row }: { readonly pin: Pin; readonly row: number },
): PinnedAgents {
  const bot = new BotPart(day, kinds)
  const human = new HumanPart(day)
  const segments = pin.spec.segments ?? []
  bot.enter(row)
  human.enter(row, bot, Math.max(1, segments.length))
  const wait = LEAST_WAIT + Math.round(lotOf(day.bot, WAIT, day.number, row) ** 2 * MORE_WAIT)
  const talk = bot.customerGaps * customerPace(day.bot, day.number, row, bot.medium) + bot.otherGaps
  const natural: Natural = {
    steps: bot.messages - 1,
    talk: Math.max(bot.messages - 1, Math.round(talk)),
    wait,
    works: Array.from({ length: Math.max(1, segments.length) }, (_, part) => human.handling(part)),
    after: human.messages,
  }
  const times = timesOf(pin, fitted(natural, pin))
  const first = Math.floor(lotOf(day.bot, AGENT, day.number, row) * staffSize(day.bot, weekOf(day.number)))
  const staff = Math.max(1, staffSize(day.bot, weekOf(day.number)))
  return {
    handover: times.handover,
    parts: times.parts.map(({ begin, end }, part) => ({ agent: (first + part) % staff, begin, end })),
  }
}

/** What a session takes by itself. All but counts are ms. */
interface Natural {
  /** Messages before the hand-over, and after it. */
  readonly steps: number
  readonly after: number
  readonly talk: number
  readonly wait: number
  readonly works: readonly number[]
}

/** The same in the time that there is, where a pin says when it ends. */
function fitted(natural: Natural, pin: Pin): Natural {
  if (pin.end === undefined) return natural
  const { steps, after, talk, wait, works } = natural
  const room = Math.max(1, pin.end - pin.start - steps - after - 1)
  const total = talk + wait + works.reduce((a, b) => a + b, 0)
  const factor = Math.min(1, room / total)
  const shrink = (ms: number) => Math.floor(ms * factor)
  return {
    steps,
    after,
    talk: Math.max(steps, shrink(talk)),
    wait: Math.max(1, shrink(wait)),
    works: works.map(shrink),
  }
}

interface PinnedTimes {
  readonly handover: number
  readonly parts: readonly { readonly begin: number; readonly end: number }[]
}

function timesOf({ spec, start, end }: Pin, { steps, talk, wait, works, after }: Natural): PinnedTimes {
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
    const natural = begins[part + 1] ?? (end === undefined ? begin + works[part]! : last)
    return {
      begin: Math.min(begin, last),
      end: Math.min(last, Math.max(begin, since(segments[part]?.segmentEndTime) ?? natural)),
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
