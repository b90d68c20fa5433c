import { Counter, Gauge, Histogram, Registry } from '@platformatic/prom-client'
import type { Entry } from '../control/control.ts'
import { statusOf } from '../control/read-exchange.ts'
import type { Mock } from '../mock/mock.ts'
import type { AdminAnswer, AdminCall } from './call.ts'
import { memoryFigures } from './ops-memory.ts'
import { processText } from './process-figures.ts'

/** Seconds; most answers take less than a millisecond, delays set on purpose a few seconds. */
const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5]

/** One for each mock of the process, made when somebody first asks: until then nothing is counted and nothing costs. */
const registries = new WeakMap<Mock, Registry>()

/**
 * Figures in the Prometheus text format. The first reading begins with the exchanges that the journal still has; from then
 * on every exchange is counted as it leaves, in whichever process of the mock.
 */
export async function metrics({ mock }: AdminCall<'metrics'>): Promise<AdminAnswer> {
  let registry = registries.get(mock)
  if (registry === undefined) {
    registry = openRegistry(mock)
    registries.set(mock, registry)
  }
  const body = (await processText(mock)) + (await registry.metrics())
  return { body, headers: { 'content-type': registry.contentType } }
}

function openRegistry(mock: Mock): Registry {
  const registry = new Registry()
  const registers = [registry]
  const requests = new Counter({
    name: 'kore_mock_requests_total',
    help: 'Requests by operation and status; 0: the connection was closed on purpose.',
    labelNames: ['operation', 'status'],
    registers,
  })
  const violations = new Counter({
    name: 'kore_mock_violations_total',
    help: 'Things that were wrong with requests, by operation.',
    labelNames: ['operation'],
    registers,
  })
  const faults = new Counter({
    name: 'kore_mock_faults_total',
    help: 'Requests that a fault befell, by its kind.',
    labelNames: ['kind'],
    registers,
  })
  const durations = new Histogram({
    name: 'kore_mock_request_duration_seconds',
    help: 'Time until the answer was ready, by operation.',
    labelNames: ['operation'],
    buckets: BUCKETS,
    registers,
  })
  watchJournal(mock, registers)
  watchMemory(mock, registers)
  const observe = ({ exchange: x }: Entry) => {
    const operation = x.op?.operationId ?? 'none'
    requests.inc({ operation, status: statusOf(x) })
    durations.observe({ operation }, x.durationMs / 1000)
    if (x.violations.length > 0) violations.inc({ operation }, x.violations.length)
    if (x.fault !== undefined) faults.inc({ kind: Object.keys(x.fault.action)[0] ?? 'none' })
  }
  for (const entry of mock.control.journal.entries()) observe(entry)
  mock.control.journal.subscribe(observe)
  return registry
}

function watchJournal({ control }: Mock, registers: Registry[]): void {
  const { journal } = control
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name: `kore_mock_journal_${name}`,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  gauge('entries', 'Exchanges in the journal.', () => journal.size)
  gauge('bytes', 'Bytes that they are counted with.', () => journal.bytes)
  gauge('limit_bytes', 'Bytes that they may be counted with.', () => journal.byteLimit)
  gauge('dropped_entries', 'Exchanges that it had no room for any more.', () => journal.dropped.entries)
  gauge('lost_entries', 'Exchanges that went with processes that ended.', () =>
    (journal.dropped.lost ?? []).reduce((sum, { entries }) => sum + entries, 0),
  )
  gauge(
    'silent_processes',
    'Processes whose exchanges are missing, as they do not answer.',
    () => control.silent().length,
  )
}

/** All processes of the mock together, unlike the figures of the process. */
function watchMemory(mock: Mock, registers: Registry[]): void {
  const gauge = (name: string, help: string, key: 'bytes' | 'limit' | 'entries' | 'dropped') =>
    new Gauge({
      name: `kore_mock_memory_${name}`,
      help,
      labelNames: ['budget'],
      registers,
      async collect() {
        for (const budget of (await memoryFigures(mock)).budgets) this.set({ budget: budget.name }, budget[key])
      },
    })
  gauge('bytes', 'Bytes that are kept, by budget.', 'bytes')
  gauge('limit_bytes', 'Bytes that may be kept, by budget.', 'limit')
  gauge('entries', 'Things that are kept, by budget.', 'entries')
  gauge('dropped_entries', 'Things that had to go because the budget was full.', 'dropped')
}
