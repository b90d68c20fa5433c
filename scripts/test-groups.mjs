// Puts test files together that can share a process: most of what a small one takes is the start of the runner, the world and the
// validators, 2 s of processor time. The 34 files of test/world take 47 s one by one, and 10 s in one process (Node 20).
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { bundleTests } from './test-bundle.mjs'

const FOLDER = path.join('.tap', 'groups')
/** More would leave one core idle at the end. */
const MOST_FILES = 20
/** Starts commands and waits for them: the longest to wait for, and others can run meanwhile. */
const OF_COMMANDS = /^import .*\/command\.ts.$/m
/** A file says something about its whole process, or is of another runner. */
const OF_THE_PROCESS = /^t\.(?:jobs|setTimeout|teardown|before|after)\b|from 'node:test'$/m

/**
 * The programs to be run so that all tests run, compiled: files that need a process of their own, and groups of the others. First
 * come those that start commands, by their size, as these have most to wait for, last the groups, which compute all the time and take
 * about as long as each other.
 */
export async function groupedTests() {
  const files = readdirSync('test', { recursive: true })
    .filter(file => file.endsWith('.test.ts'))
    .map(file => path.join('test', file))
    .sort()
  const kinds = new Map(files.map(file => [file, kindOf(file)]))
  const of = kind => files.filter(file => kinds.get(file) === kind)
  rmSync(FOLDER, { recursive: true, force: true })
  mkdirSync(FOLDER, { recursive: true })
  const named = file => [file.slice(0, -'.test.ts'.length).split(path.sep).slice(1).join('-'), file]
  const commands = of('commands').sort((a, b) => statSync(b).size - statSync(a).size)
  const entries = [...commands.map(named), ...of('alone').map(named), ...writeGroups(of('grouped'))]
  await bundleTests(entries, FOLDER)
  return entries.map(([name]) => path.join(FOLDER, `${name}.mjs`))
}

function kindOf(file) {
  const text = readFileSync(file, 'utf8')
  if (OF_COMMANDS.test(text)) return 'commands'
  return path.dirname(file) === 'test' || OF_THE_PROCESS.test(text) ? 'alone' : 'grouped'
}

/** Groups of files that take about as long: they are dealt out, as neighbours are much alike. */
function writeGroups(files) {
  const count = Math.ceil(files.length / MOST_FILES)
  return Array.from({ length: count }, (_, i) => {
    const members = files.filter((_, at) => at % count === i)
    const name = `group-${i + 1}`
    const group = path.join(FOLDER, `${name}.ts`)
    const imports = members.map(file => `import '../../${file.split(path.sep).join('/')}'\n`)
    writeFileSync(group, imports.join(''))
    return [name, group]
  })
}
