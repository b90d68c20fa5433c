// Runs compiled test files, some at a time, and counts what they say. The runner of tap itself puts a hook for coverage into every process,
// and into those that tests start: a command takes twice as long then, and a run of all tests a fifth more.
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { Parser } from 'tap-parser'
import { stringify } from 'yaml'

/** A program may take so long on a machine that others use too. */
const MOST_SECONDS = 600
/** Some wait for what they have started. */
const AT_ONCE = 2 * availableParallelism()

/** What has been said: assertions, and those of them that failed. */
const counts = { total: 0, pass: 0, fail: 0, skip: 0 }

/** Runs programs. Gives whether all is well; the last line that is written says how many assertions there were. */
export async function runTests(programs) {
  const left = [...programs]
  let isGood = true
  const one = async () => {
    for (let program = left.shift(); program !== undefined; program = left.shift()) {
      if (!(await runTest(program))) isGood = false
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
  const { total, ...kinds } = counts
  const told = Object.entries(kinds).flatMap(([kind, count]) => (count > 0 ? [`, ${kind}: ${count}`] : []))
  console.log(`# { total: ${total}${told.join('')} }`)
  return isGood
}

async function runTest(program) {
  const began = performance.now()
  const before = { ...counts }
  const child = spawn(process.execPath, ['--enable-source-maps', program], {
    env: { ...process.env, TAP_TIMEOUT: String(MOST_SECONDS) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const isOver = new Promise(done => child.on('close', (code, signal) => done(signal ?? code)))
  const { ok, failures } = await said(child.stdout)
  const code = await isOver
  const name = path.basename(program, '.mjs')
  // It ended before it said what failed.
  const isCutShort = (code !== 0 || !ok) && counts.fail === before.fail
  if (isCutShort) {
    counts.total += 1
    counts.fail += 1
    failures.push(`not ok - it ended with ${code}`)
  }
  for (const failure of failures) console.log(failure)
  const isGood = failures.length === 0
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(`${isGood ? 'ok' : 'not ok'} - ${name}: ${counts.total - before.total} # time=${seconds}s`)
  return isGood
}

/** Reads what a program says to its end. */
function said(stream) {
  const failures = []
  return new Promise(done => {
    const parser = new Parser({ strict: false }, ({ ok }) => done({ ok, failures }))
    hear(parser, failures)
    stream.pipe(parser)
  })
}

/** Counts the assertions of a test and of those within it. The line by which a test within it ends is none. */
function hear(parser, failures) {
  let isWithin = false
  parser.on('child', child => {
    isWithin = true
    hear(child, failures)
  })
  parser.on('assert', result => {
    const isLeaf = !isWithin
    isWithin = false
    if (!isLeaf) return
    const kind = result.skip || result.todo ? 'skip' : result.ok ? 'pass' : 'fail'
    counts.total += 1
    counts[kind] += 1
    if (kind === 'fail') failures.push(toldOf(result))
  })
}

function toldOf({ fullname, name, diag }) {
  const more = diag === undefined || diag === null ? '' : `  ---\n${stringify(diag).replaceAll(/^/gm, '  ')}\n`
  return `not ok - ${fullname} > ${name}\n${more}`
}
