import { Worker, type WorkerOptions } from 'node:worker_threads'

/** Where a thread begins. */
export interface ThreadEntry {
  /** Name of the built file in dist/. */
  readonly built: string
  /** The source file. */
  readonly source: URL
}

/** Starts a thread: from the built file; where this file is itself source (tests, `npm run dev`), from source, with tsx as loader. */
export function startThread({ built, source }: ThreadEntry, options: WorkerOptions): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL(`./${built}`, import.meta.url), options)
  const loader = import.meta.resolve('tsx/esm/api')
  return new Worker(`import('${loader}').then(tsx => (tsx.register(), import('${source}')))`, {
    ...options,
    eval: true,
  })
}
