import { type Flag, flags } from './flags.ts'

/** A story brings its scenario, and is played by one process with its console. */
const NOT_OF_STORIES: ReadonlySet<string> = new Set(['scenario', 'watch', 'workers', 'no-console'])

/** Flags of `serve` that `demo` takes. */
export const demoFlags: readonly Flag[] = flags.filter(({ name }) => !NOT_OF_STORIES.has(name))
