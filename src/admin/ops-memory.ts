import type { ProcessMemory } from '../control/control.ts'
import type { Mock } from '../mock/mock.ts'
import type { AdminTable } from './call.ts'

type Budgets = ProcessMemory['budgets']

/** What the mock keeps, in all of its processes together. */
export interface MemoryFigures {
  /** Bytes that the budgets may take together. */
  readonly limit: number
  readonly bytes: number
  readonly budgets: Budgets
  readonly journal: JournalFigures
  readonly processes: number
  readonly residentBytes: number
}

/** What the journal keeps, beside the budgets. */
interface JournalFigures {
  /** Bytes. */
  readonly limit: number
  readonly bytes: number
  readonly entryLimit: number
  readonly entries: number
  readonly dropped: number
}

/** What the mock keeps: each budget, the journal, and what the machine has given to the process. */
export const memoryOperations: Pick<AdminTable, 'describeMemory'> = {
  describeMemory: async ({ mock }) => ({ body: await memoryFigures(mock) }),
}

/** Figures of now; those of several processes are sums. */
export async function memoryFigures({ control }: Mock): Promise<MemoryFigures> {
  const processes = await control.memory()
  const budgets = sumsByName(processes.flatMap(process => process.budgets))
  const { journal } = control
  return {
    limit: sum(processes, ({ limit }) => limit),
    bytes: sum(budgets, ({ bytes }) => bytes),
    budgets,
    journal: {
      limit: journal.byteLimit,
      bytes: journal.bytes,
      entryLimit: journal.entryLimit,
      entries: journal.size,
      dropped: journal.dropped.entries,
    },
    processes: processes.length,
    residentBytes: sum(processes, ({ resident }) => resident),
  }
}

/** In the order in which the names come first. */
function sumsByName(states: Budgets): Budgets {
  const sums = new Map<string, Budgets[number]>()
  for (const state of states) {
    const { name } = state
    const other = sums.get(name)
    if (other === undefined) sums.set(name, state)
    else {
      sums.set(name, {
        name,
        limit: other.limit + state.limit,
        bytes: other.bytes + state.bytes,
        entries: other.entries + state.entries,
        dropped: other.dropped + state.dropped,
      })
    }
  }
  return [...sums.values()]
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
