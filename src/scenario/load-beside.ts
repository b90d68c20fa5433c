import { Worker } from 'node:worker_threads'
import { asScenarioError, type LoadedScenario } from './loaded.ts'
import { isBuilt } from './paths.ts'
import { receiveScenario, type SentScenario } from './sent-packs.ts'
import type { StartClock } from './start-clock.ts'

/** What the thread is to load, and the clock by which dates in it are resolved. */
export interface LoadOrder {
  readonly given: string
  readonly clock: StartClock | undefined
}

/** What came of it, on its way between threads. */
export type BesideLoaded = Omit<LoadedScenario, 'scenario'> & { readonly scenario?: SentScenario }

/**
 * Loads a scenario beside the main thread, which answers meanwhile: the largest files that are taken hold a thread for a second.
 * A thread that ends without a word has no files. It keeps no process alive. @throws never
 */
export function loadBeside(given: string, clock?: StartClock): Promise<LoadedScenario> {
  return new Promise(resolve => {
    const fail = (error: unknown) => {
      const { file, problems } = asScenarioError(given, error)
      resolve({ wrong: { file, problems }, files: [] })
    }
    const worker = startLoading({ given, clock })
    worker.unref()
    worker.once('message', ({ scenario, ...rest }: BesideLoaded) =>
      resolve(scenario === undefined ? rest : { ...rest, scenario: receiveScenario(scenario) }),
    )
    worker.once('error', fail)
    worker.once('exit', code => fail(new Error(`the thread that loads it ended with ${code}`)))
  })
}

/** From the built file; where this is source, from source, with tsx as loader. */
function startLoading(order: LoadOrder): Worker {
  if (isBuilt) return new Worker(new URL('./scenario-loader.js', import.meta.url), { workerData: order })
  const loader = import.meta.resolve('tsx/esm/api')
  const source = new URL('./loading-thread.ts', import.meta.url)
  const code = `import('${loader}').then(tsx => (tsx.register(), import('${source}')))`
  return new Worker(code, { eval: true, workerData: order })
}
