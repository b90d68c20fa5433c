import { Budget } from './cache.ts'

/** Bytes that a mock keeps when nothing else is said, the journal apart. */
export const DEFAULT_MEMORY_BYTES = 192 * 1024 * 1024

/** Least limit: the largest page alone has 11 MB. */
export const LEAST_MEMORY_BYTES = 16 * 1024 * 1024

/** What is kept, and its share: of 192 parts, so that the numbers are megabytes where nothing else is said. */
const MOCK_SHARES = {
  /** Days of sessions as typed columns. */
  columns: 32,
  /** Rows of lists and messages as the bytes of their JSON. */
  rows: 26,
  /** Requests found valid or refused, and whole answers. */
  answers: 18,
  /** What searches found: how many sessions each day of a window has. */
  searches: 5,
  /** Which rows of a day meet a filter, and who came on a large day. */
  matches: 5,
  /** Messages by time, and how many there are in a window. */
  messages: 8,
  /** Records of metrics that widgets count. */
  metrics: 4,
  /** Conversations and segments by their start. */
  conversations: 4,
  /** Figures of user engagement, and the time zones that they are asked for in. */
  trends: 1,
  /** Sessions looked into last, with the time of each message. */
  timelines: 0.5,
  /** Filters made ready for the columns of a bot. */
  filters: 1,
  /** Bots: calendar, staff, users, knowledge. */
  bots: 10,
  /** Scenarios loaded. */
  scenarios: 6,
  /** Tokens read. */
  tokens: 1,
  /** Refusals of paths that lead nowhere. */
  paths: 1,
  /** Calls counted against quotas. */
  quotas: 6,
  /** Token ids that may not come again. */
  tokenIds: 9,
  /** What was said for a test id: clocks, counts of faults. */
  testIds: 2.5,
  /** Blocks that pages are put together in. */
  pages: 4,
  /** Pages that are made before they are asked for. */
  ahead: 2,
  /** The threads that make what takes long have all of a world's kinds again, each its part of this. */
  offload: 46,
} as const

/** Name of a budget. */
export type BudgetName = keyof typeof MOCK_SHARES

/** Parts of the limit by budget; one that is not named keeps nothing but its youngest entry. */
export type Shares = Partial<Readonly<Record<BudgetName, number>>>

/** The kinds that a world alone has. */
export const WORLD_SHARES: Shares = Object.fromEntries(
  (
    [
      'columns',
      'rows',
      'searches',
      'matches',
      'messages',
      'metrics',
      'conversations',
      'trends',
      'timelines',
      'filters',
      'bots',
    ] as const
  ).map(name => [name, MOCK_SHARES[name]]),
)

/** What one budget holds. */
export interface BudgetState {
  readonly name: BudgetName
  /** Bytes. */
  readonly limit: number
  readonly bytes: number
  readonly entries: number
  /** Things that had to go because the limit was reached, since start. */
  readonly dropped: number
}

/**
 * All that a mock keeps in order to be quick, and all that it has to remember: budgets with a name each, which add up to
 * the limit. What grows with what is asked is in one of them.
 */
export class Memory {
  /** Bytes. */
  readonly limit: number
  readonly #budgets: Readonly<Record<BudgetName, Budget>>

  /** @param limit bytes */
  constructor(limit: number = DEFAULT_MEMORY_BYTES, shares: Shares = MOCK_SHARES) {
    this.limit = limit
    const parts = Object.values(shares).reduce((sum, share) => sum + share, 0)
    const names = Object.keys(MOCK_SHARES) as BudgetName[]
    this.#budgets = Object.fromEntries(
      names.map(name => [name, new Budget(Math.floor((limit * (shares[name] ?? 0)) / parts))]),
    ) as Record<BudgetName, Budget>
  }

  /** The room for things of one kind. */
  budget(name: BudgetName): Budget {
    return this.#budgets[name]
  }

  /** What each budget holds, in a fixed order; those without a share are left out. */
  report(): BudgetState[] {
    return Object.entries(this.#budgets)
      .filter(([, { limit }]) => limit > 0)
      .map(([name, { limit, bytes, entries, dropped }]) => ({
        name: name as BudgetName,
        limit,
        bytes,
        entries,
        dropped,
      }))
  }
}
