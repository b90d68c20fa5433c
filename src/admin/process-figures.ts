import { AggregatorRegistry, collectDefaultMetrics, Registry } from '@platformatic/prom-client'
import type { ProcessFigures } from '../control/control.ts'
import type { Mock } from '../mock/mock.ts'

/** Sums of what others by these names tell by kind; by the rules of Prometheus only counters end in `_total`, and these are none. */
const MISNAMED = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total']

/** One for each mock of the process, made when somebody first asks. */
const ofProcesses = new WeakMap<Mock, Registry>()

/** Figures of this process (processor, memory, event loop ...), for the process that prints those of all. */
export async function processFigures(mock: Mock): Promise<ProcessFigures> {
  return await registryOf(mock).getMetricsAsJSON()
}

/** The figures of all processes of the mock as a text: sums, and of the event loop the mean, the least or the most. */
export async function processText(mock: Mock): Promise<string> {
  const registry = registryOf(mock)
  const others = await mock.control.processFigures()
  if (others.length === 0) return await registry.metrics()
  const all = AggregatorRegistry.aggregate([await registry.getMetricsAsJSON(), ...others])
  const start = registry.getSingleMetric(START)
  // The first process is the eldest: the mock began with it.
  if (start !== undefined) all.registerMetric(start)
  return await all.metrics()
}

const START = 'process_start_time_seconds'

function registryOf(mock: Mock): Registry {
  let registry = ofProcesses.get(mock)
  if (registry === undefined) {
    registry = new Registry()
    collectDefaultMetrics({ register: registry })
    for (const name of MISNAMED) registry.removeSingleMetric(name)
    ofProcesses.set(mock, registry)
  }
  return registry
}
