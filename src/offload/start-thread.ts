import { Worker, type WorkerOptions } from 'node:worker_threads'

/** Where a thread begins. */
export interface ThreadEntry {
  /** Name of the built file in dist/. */
  readonly built: string
  /** The source file. */
  readonly source: URL
}

/**
 * Starts a thread: from the built file; where this file is itself source (tests, `npm run dev`), from source, with tsx as
 * loader. A run of all tests has just built these sources and says so by `BUILT_FOR_THREADS`: a thread that starts from there
 * starts in 0.11 s of processor time, not in 0.56 s.
 */
export function startThread({ built, source }: ThreadEntry, options: WorkerOptions): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL(`./${built}`, import.meta.url), options)
  if (process.env.BUILT_FOR_THREADS === 'true') {
    return new Worker(new URL(`../../dist/${built}`, import.meta.url), options)
  }
  const loader = import.meta.resolve('tsx/esm/api')
  return new Worker(`import('${loader}').then(tsx => (tsx.register(), import('${source}')))`, {
    ...options,
    eval: true,
  })
}
