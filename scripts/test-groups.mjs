// Puts test files together that can share a process: most of what a small one takes is the start of the runner, the world and the
// validators, 2 s of processor time. The 34 files of test/world take 47 s one by one, and 10 s in one process (Node 20).
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { bundleTests } from './test-bundle.mjs'

const FOLDER = path.join('.tap', 'groups')
/** More would leave one core idle at the end. */
const MOST_FILES = 20
/** Starts commands and waits for them: the longest to wait for, and others can run meanwhile. */
const OF_COMMANDS = /^import .*\/command\.ts.$/m
/** A file says something about its whole process, or is of another runner. */
const OF_THE_PROCESS = /^t\.(?:jobs|setTimeout|teardown|before|after)\b|from 'node:test'$/m

const roomOf = file => file.split(path.sep)[1]

/**
 * The programs to be run so that all tests run, compiled: files that need a process of their own, and groups of the others. What
 * takes longest comes first, so that nothing large is left at the end with one core idle.
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
  const entries = [...of('commands').map(named), ...writeGroups(of('grouped')), ...of('alone').map(named)]
  await bundleTests(entries, FOLDER)
  return entries.map(([name]) => path.join(FOLDER, `${name}.mjs`))
}

function kindOf(file) {
  const text = readFileSync(file, 'utf8')
  if (OF_COMMANDS.test(text)) return 'commands'
  return path.dirname(file) === 'test' || OF_THE_PROCESS.test(text) ? 'alone' : 'grouped'
}

/** Groups of files as they lie beside each other; the name of one tells from where to where. */
function writeGroups(files) {
  const count = Math.ceil(files.length / MOST_FILES)
  const size = Math.ceil(files.length / count)
  return Array.from({ length: count }, (_, i) => {
    const members = files.slice(i * size, (i + 1) * size)
    const rooms = [...new Set(members.map(roomOf))]
    const name = `${i + 1}-${rooms[0]}-to-${rooms.at(-1)}`
    const group = path.join(FOLDER, `${name}.ts`)
    const imports = members.map(file => `import '../../${file.split(path.sep).join('/')}'\n`)
    writeFileSync(group, imports.join(''))
    return [name, group]
  })
}
