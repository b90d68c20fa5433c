import { memoize } from '../../memory/memoize.ts'
import { mediumOf, PROFILES } from '../channels.ts'
import type { ScriptLine } from '../spec.ts'
import type { Pin } from './pins.ts'
import { AGENT_SIDE } from './sides.ts'

/** A transcript that a scenario wrote, with its times. */
export interface Script {
  readonly lines: readonly ScriptLine[]
  /** ms from the session's start, ascending; the first is 0. */
  readonly times: readonly number[]
  /** Lines of the bot's part: up to the last one before a human speaks; all where none does. */
  readonly botLines: number
  /** Humans who have it one after the other: number of the first line of each, and his name where it is said. */
  readonly parts: readonly ScriptPart[]
}

/** What one human has of a transcript. */
interface ScriptPart {
  readonly first: number
  readonly name: string | undefined
}

/** ms after which somebody who has taken a contact speaks. */
const FIRST_WORD = 1_000
/** Characters that are said in an average gap, and how far gaps go with the length of what is said. */
const AVERAGE_TEXT = 60
const SHORTEST_SCRIPT = 0.4
const LONGEST_SCRIPT = 2.5
/** Of a session whose end is given, the last word comes this far before it. */
const SCRIPT_LAST_WORD = 0.95

/** The transcript of a pin; undefined: it has none. */
export const scriptOf = memoize((pin: Pin): Script | undefined => {
  const lines = pin.spec.transcript
  if (lines === undefined || lines.length === 0) return undefined
  const firstOfAgent = lines.findIndex(({ side }) => side === AGENT_SIDE)
  const botLines = firstOfAgent < 0 ? lines.length : firstOfAgent
  const parts = scriptPartsOf(lines)
  return { lines, botLines, parts, times: scriptTimesOf(pin, lines, { botLines, parts }) }
})

/** Another name is another human. */
function scriptPartsOf(lines: readonly ScriptLine[]): ScriptPart[] {
  const parts: ScriptPart[] = []
  for (const [first, { side, name }] of lines.entries()) {
    if (side !== AGENT_SIDE) continue
    const last = parts.at(-1)
    if (last === undefined || (name !== undefined && last.name !== undefined && name !== last.name)) {
      parts.push({ first, name })
    } else if (last.name === undefined) {
      parts[parts.length - 1] = { first: last.first, name }
    }
  }
  return parts
}

/** When each line is said: as the pin says, the others in between as it takes to write, or say, them. */
function scriptTimesOf(pin: Pin, lines: readonly ScriptLine[], about: Pick<Script, 'botLines' | 'parts'>): number[] {
  const { start, spec } = pin
  const gaps = gapsOf(lines, mediumOf(spec.channel ?? ''))
  const firstOfAgent = about.parts[0]?.first
  if (firstOfAgent !== undefined && spec.wait !== undefined) gaps[firstOfAgent] = spec.wait + FIRST_WORD
  const fixed = fixedTimes(pin, lines, about)
  const end = pin.end === undefined ? Number.POSITIVE_INFINITY : Math.floor((pin.end - start) * SCRIPT_LAST_WORD)
  const times = layOut(gaps, fixed, end)
  // Whoever has a segment of which the end is given is done by then.
  for (const part of about.parts.keys()) {
    const until = spec.segments?.[part]?.segmentEndTime
    const last = (about.parts[part + 1]?.first ?? lines.length) - 1
    if (until !== undefined && times[last]! > Date.parse(until) - start) fixed[last] ??= Date.parse(until) - start
  }
  return layOut(gaps, fixed, end)
}

/** Gaps put one after the other, stretched or shrunk to fit between times that are fixed, and before the end. */
function layOut(gaps: readonly number[], fixed: readonly (number | undefined)[], end: number): number[] {
  const times = [0]
  for (let from = 0; from < gaps.length - 1; ) {
    const next = fixed.findIndex((time, i) => i > from && time !== undefined)
    const to = next < 0 ? gaps.length - 1 : next
    const natural = gaps.slice(from + 1, to + 1).reduce((a, b) => a + b, 0)
    const begin = times[from]!
    const until = next < 0 ? Math.min(begin + natural, end) : fixed[next]!
    // A ms for each line is set aside, so that no two are said in the same.
    const room = Math.max(0, until - begin - (to - from))
    let sum = 0
    for (let i = from + 1; i <= to; i++) {
      sum += gaps[i]!
      times.push(begin + i - from + Math.floor((sum / natural) * room))
    }
    from = to
  }
  return times
}

function fixedTimes(
  { spec, start }: Pin,
  lines: readonly ScriptLine[],
  { botLines, parts }: Pick<Script, 'botLines' | 'parts'>,
): (number | undefined)[] {
  const fixed = lines.map(({ at }) => at)
  const begun = spec.conversation?.startTime
  if (begun !== undefined && botLines < lines.length) fixed[botLines - 1] ??= Date.parse(begun) - start
  for (const [part, { first }] of parts.entries()) {
    const since = spec.segments?.[part]?.segmentStartTime
    if (since !== undefined) fixed[first] ??= Date.parse(since) - start + FIRST_WORD
  }
  return fixed
}

/** ms before each line. */
function gapsOf(lines: readonly ScriptLine[], medium: number): number[] {
  const { gaps } = PROFILES[medium]!
  return lines.map(({ side, text }, i) => {
    const before = lines[i - 1]?.side ?? side
    return gaps[before]![side]! * Math.min(LONGEST_SCRIPT, Math.max(SHORTEST_SCRIPT, text.length / AVERAGE_TEXT))
  })
}

/** When the humans of a transcript take it, ms from the session's start: as the pin says, else just before they speak. */
export function takenAt({ spec, start }: Pin, { times, botLines, parts }: Script): number[] {
  const handover = times[botLines - 1]!
  return parts.map(({ first }, part) => {
    const since = spec.segments?.[part]?.segmentStartTime
    if (since !== undefined) return Date.parse(since) - start
    if (part === 0 && spec.wait !== undefined) return Math.min(times[first]!, handover + spec.wait)
    return Math.max(times[first - 1]! + 1, times[first]! - FIRST_WORD)
  })
}
