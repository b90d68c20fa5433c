import { editDistance } from './edit-distance.ts'
import { shortText } from './short-text.ts'
import type { OperationInfo } from './types.ts'

/** The operation that an unmatched request came closest to. */
export interface Nearest {
  readonly operationId: string
  readonly method: string
  readonly path: string
  /** Why it is not that one, in words; one for each difference. */
  readonly why: readonly string[]
}

/** Differences that cost more than this are no resemblance: nothing is near. */
const FAR = 6

/** Paths of more parts than this resemble none; the longest of an operation has half as many. */
const MOST_PARTS = 20
/** Characters of a part that are shown. */
const SHOWN_OF_PATH = 100

/** A request that no operation takes. */
interface Strayed {
  readonly method: string
  readonly path: string
  /** The path as it may be shown, of as many parts: it may hold secrets. */
  readonly shownPath: () => string
}

/**
 * The operation that a request looks most like, and what keeps it from being that one; null: it looks like none. The work
 * is bounded: no more than 20 parts are compared, and of each the first 40 letters.
 */
export function nearestOperation(
  { method, path, shownPath }: Strayed,
  operations: readonly OperationInfo[],
): Nearest | null {
  const sent = path.split('/', MOST_PARTS + 2)
  if (sent[0] === '') sent.shift()
  if (sent.length > MOST_PARTS) return null
  let shownParts: readonly string[] | undefined
  const shown = (part: number) => {
    shownParts ??= segments(`/${shownPath().replace(/^\//, '')}`)
    return shownParts[part - 1] ?? ''
  }
  const costs = new Costs()
  let best: { cost: number; nearest: Nearest } | undefined
  for (const op of operations) {
    const { cost, why } = align({ sent, shown }, segments(op.path), costs)
    const total = cost + (op.method === method ? 0 : 0.5)
    if (best !== undefined && total >= best.cost) continue
    const all = op.method === method ? why : [...why, `the verb is ${method}; the operation takes ${op.method}`]
    best = { cost: total, nearest: { operationId: op.operationId, method: op.method, path: op.path, why: all } }
  }
  return best === undefined || best.cost > FAR ? null : best.nearest
}

const segments = (path: string) => path.split('/').slice(1)

/** What it costs to change one segment into another, found once for all operations that have it. */
class Costs {
  readonly #known = new Map<string, Map<string, number>>()

  of(sent: string, wanted: string): number {
    let known = this.#known.get(sent)
    if (known === undefined) {
      known = new Map()
      this.#known.set(sent, known)
    }
    let cost = known.get(wanted)
    if (cost === undefined) {
      cost = segmentCost(sent, wanted)
      known.set(wanted, cost)
    }
    return cost
  }
}

/** A way to make the first segments that were sent those that are wanted: what it costs, and what is different. */
interface Alignment {
  readonly cost: number
  /** The way without its last step. */
  readonly before?: Alignment
  /** What the last step sets right; absent: nothing. */
  readonly difference?: () => string
}

/** The segments that were sent, and how each may be shown, by its number from 1. */
interface SentSegments {
  readonly sent: readonly string[]
  readonly shown: (part: number) => string
}

/** Aligns segments the cheapest way: a wrong one costs by how wrong it is, a missing or needless one costs 2. */
function align(
  { sent, shown }: SentSegments,
  wanted: readonly string[],
  costs: Costs,
): { cost: number; why: string[] } {
  const ways: Alignment[][] = []
  const cheapestTo = (i: number, j: number): Alignment => {
    const steps: Alignment[] = []
    // Of ways that cost the same the first is taken.
    if (i > 0 && j > 0) {
      const [from, to] = [sent[i - 1]!, wanted[j - 1]!]
      steps.push(changed(ways[i - 1]![j - 1]!, costs.of(from, to), () => describe(from, to, { part: i, shown })))
    }
    if (i > 0) steps.push(needless(ways[i - 1]![j]!, sent[i - 1]!, { part: i, shown }))
    if (j > 0) steps.push(missing(ways[i]![j - 1]!, wanted[j - 1]!, i))
    return steps.length === 0 ? { cost: 0 } : steps.reduce((best, way) => (way.cost < best.cost ? way : best))
  }
  for (let i = 0; i <= sent.length; i += 1) {
    ways.push([])
    for (let j = 0; j <= wanted.length; j += 1) ways[i]!.push(cheapestTo(i, j))
  }
  const whole = ways[sent.length]![wanted.length]!
  const why: string[] = []
  for (let way: Alignment | undefined = whole; way !== undefined; way = way.before) {
    if (way.difference !== undefined) why.unshift(way.difference())
  }
  return { cost: whole.cost, why }
}

function changed(before: Alignment, change: number, difference: () => string): Alignment {
  const cost = before.cost + change
  return change > PARAMETER ? { cost, before, difference } : { cost, before }
}

/** A segment that is told of, by its number from 1. */
interface ToldSegment {
  readonly part: number
  readonly shown: SentSegments['shown']
}

function needless(before: Alignment, sent: string, { part, shown }: ToldSegment): Alignment {
  const difference = () =>
    sent === '' ? 'there is a slash too many' : `"${shortText(shown(part), SHOWN_OF_PATH)}" (part ${part}) is too much`
  return { cost: before.cost + 2, before, difference }
}

function missing(before: Alignment, wanted: string, part: number): Alignment {
  return { cost: before.cost + 2, before, difference: () => `"${wanted}" is missing after part ${part}` }
}

/** A parameter takes any text, but a segment spelt out fits better. */
const PARAMETER = 0.01

/** 0: it is the segment; up to 1.9 by how many letters differ. */
function segmentCost(sent: string, wanted: string): number {
  if (sent === wanted) return 0
  if (wanted.startsWith('{')) return sent === '' ? 1.5 : PARAMETER
  if (isSpelt(sent, wanted)) return 0.2
  return Math.min(1.9, 0.3 + (2 * editDistance(sent, wanted)) / Math.max(sent.length, wanted.length))
}

const isSpelt = (sent: string, wanted: string) =>
  sent.length === wanted.length && sent.toLowerCase() === wanted.toLowerCase()

function describe(sent: string, wanted: string, { part, shown }: ToldSegment): string {
  if (sent === '') return `part ${part} is empty; expected ${wanted}`
  const spelt = isSpelt(sent, wanted) ? ' (mind the capital letters)' : ''
  return `part ${part} is "${shortText(shown(part), SHOWN_OF_PATH)}"; expected "${wanted}"${spelt}`
}
