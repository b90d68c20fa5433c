// Builds dist/ where there is none, or something that it is made from has changed since: `npm ci` has built it already.
import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
/** What dist/ is made from: sources, what makes it, and the versions of what goes into it. */
const SOURCES = ['src', 'openapi', 'scenarios', 'scripts', 'package.json', 'package-lock.json']
/** Made by the build itself. */
const GENERATED = join(ROOT, 'src/contract/generated')
/** What the build writes last. */
const LAST = join(ROOT, 'dist/code-cache')

/** When the latest change was; a folder changes when a file in it comes or goes. */
function latestChange(path) {
  const stats = statSync(path)
  if (path === GENERATED || !stats.isDirectory()) return path === GENERATED ? 0 : stats.mtimeMs
  return Math.max(stats.mtimeMs, ...readdirSync(path).map(name => latestChange(join(path, name))))
}

/** Whether a build that ended is newer than all that it was made from. */
export function isFresh() {
  const built = statSync(LAST, { throwIfNoEntry: false })?.mtimeMs
  return built !== undefined && SOURCES.every(name => latestChange(join(ROOT, name)) <= built)
}

if (process.argv[1] === import.meta.filename && !isFresh()) {
  const npm = spawnSync('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: 'inherit', shell: true })
  process.exitCode = npm.status ?? 1
}
