// Puts test files together that can share a process: most of what a small one takes is the start of the runner, the world and the
// validators. The 34 files of test/world take 47 s of processor time one by one, and 10 s in one process (Node 20).
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const FOLDER = path.join('.tap', 'groups')
const MOST_FILES = 12
/** Rooms whose tests start commands, threads or watchers and wait for them: these take less time side by side. */
const WAITING = new Set(['check', 'cli', 'cluster', 'offload', 'scenario', 'scripts'])
/** A file says something about its whole process. */
const OF_THE_PROCESS = /^t\.(?:jobs|setTimeout|teardown|before|after)\b/m

const roomOf = file => file.split(path.sep)[1]

/** What the runner is to be given so that all tests run: files that need a process of their own, then groups of the others. */
export function groupedTests() {
  const files = readdirSync('test', { recursive: true })
    .filter(file => file.endsWith('.test.ts'))
    .map(file => path.join('test', file))
    .sort()
  const isAlone = file =>
    path.dirname(file) === 'test' || WAITING.has(roomOf(file)) || OF_THE_PROCESS.test(readFileSync(file, 'utf8'))
  rmSync(FOLDER, { recursive: true, force: true })
  mkdirSync(FOLDER, { recursive: true })
  return [...files.filter(isAlone), ...writeGroups(files.filter(file => !isAlone(file)))]
}

/** Files of one room each, so that the name of a group tells where to look. */
function writeGroups(files) {
  const groups = new Map()
  for (const file of files) {
    const members = groups.get(roomOf(file)) ?? []
    groups.set(roomOf(file), [...members, file])
  }
  return [...groups].flatMap(([room, members]) =>
    Array.from({ length: Math.ceil(members.length / MOST_FILES) }, (_, i) => {
      const group = path.join(FOLDER, `${room}-${i + 1}.test.ts`)
      const imports = members
        .slice(i * MOST_FILES, (i + 1) * MOST_FILES)
        .map(file => `await import('../../${file.split(path.sep).join('/')}')\n`)
      writeFileSync(group, imports.join(''))
      return group
    }),
  )
}
