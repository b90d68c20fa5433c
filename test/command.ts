import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')

/**
 * What `node` is given to run the command: the built one, which starts five times as fast; the sources where it was built
 * before they were changed, and where their coverage is measured.
 */
export const COMMAND: readonly string[] =
  process.env.NODE_V8_COVERAGE === undefined && isBuilt()
    ? [join(ROOT, 'dist/cli.js')]
    : ['--import=tsx', join(ROOT, 'src/cli.ts')]

function isBuilt(): boolean {
  // A run of all tests has just built it.
  if (process.env.BUILT_FOR_THREADS === 'true') return true
  const built = statSync(join(ROOT, 'dist/cli.js'), { throwIfNoEntry: false })?.mtimeMs
  if (built === undefined) return false
  const sources = ['src', 'openapi', 'scenarios', 'package.json'].flatMap(name => filesIn(join(ROOT, name)))
  return sources.every(file => statSync(file).mtimeMs < built || file.includes('/generated/'))
}

function filesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
}
