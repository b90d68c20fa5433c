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

/** Tests run much code a few times: to have V8 optimize it later takes a seventh of their processor time off. The flag has changed its name. */
const OPTIMIZED_LATER =
  Number.parseInt(process.versions.v8, 10) < 12 ? '--interrupt-budget=1000000' : '--invocation-count-for-turbofan=30000'

/** Assertions that a program has said, by what became of them. */
const noCounts = () => ({ pass: 0, fail: 0, skip: 0 })
const totalOf = counts => Object.values(counts).reduce((sum, count) => sum + count, 0)

/** Runs programs. Gives whether all is well; the last line that is written says how many assertions there were. */
export async function runTests(programs) {
  const left = [...programs]
  const all = noCounts()
  let isGood = true
  const one = async next => {
    for (let program = next(); program !== undefined; program = next()) {
      const counts = await runTest(program)
      for (const [kind, count] of Object.entries(counts)) all[kind] += count
      if (counts.fail > 0) isGood = false
    }
  }
  // The first programs wait most of their time: one is always among those that compute.
  const lanes = [() => left.shift(), ...Array.from({ length: AT_ONCE - 1 }, () => () => left.pop())]
  await Promise.all(lanes.map(one))
  const told = Object.entries(all).flatMap(([kind, count]) => (count > 0 ? [`, ${kind}: ${count}`] : []))
  console.log(`# { total: ${totalOf(all)}${told.join('')} }`)
  return isGood
}

/** Runs one and says what failed. Gives its counts. */
async function runTest(program) {
  const began = performance.now()
  let { counts, failures } = await outcomeOf(program)
  if (counts.fail > 0) {
    // Where in the sources something stands costs a twentieth of the time to know: it is asked where something failed.
    const again = await outcomeOf(program, ['--enable-source-maps'])
    if (again.counts.fail > 0) failures = again.failures
  }
  for (const failure of failures) console.log(failure)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  const name = path.basename(program, '.mjs')
  console.log(`${counts.fail === 0 ? 'ok' : 'not ok'} - ${name}: ${totalOf(counts)} # time=${seconds}s`)
  return counts
}

/** What a program says. */
async function outcomeOf(program, flags = []) {
  const child = spawn(process.execPath, [...flags, OPTIMIZED_LATER, program], {
    env: { ...process.env, TAP_TIMEOUT: String(MOST_SECONDS) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const isOver = new Promise(done => child.on('close', (code, signal) => done(signal ?? code)))
  const { ok, failures, counts } = await said(child.stdout)
  const code = await isOver
  // It ended before it said what failed.
  if ((code !== 0 || !ok) && counts.fail === 0) {
    counts.fail += 1
    failures.push(`not ok - it ended with ${code}`)
  }
  return { counts, failures }
}

/** Reads what a program says to its end. */
function said(stream) {
  const heard = { failures: [], counts: noCounts() }
  return new Promise(done => {
    const parser = new Parser({ strict: false }, ({ ok }) => done({ ok, ...heard }))
    hear(parser, heard)
    stream.pipe(parser)
  })
}

/** Counts the assertions of a test and of those within it. The line by which a test within it ends is none. */
function hear(parser, heard) {
  let isWithin = false
  parser.on('child', child => {
    isWithin = true
    hear(child, heard)
  })
  parser.on('assert', result => {
    const isLeaf = !isWithin
    isWithin = false
    if (!isLeaf) return
    const kind = result.skip || result.todo ? 'skip' : result.ok ? 'pass' : 'fail'
    heard.counts[kind] += 1
    if (kind === 'fail') heard.failures.push(toldOf(result))
  })
}

function toldOf({ fullname, diag }) {
  const more = diag === undefined || diag === null ? '' : `  ---\n${stringify(diag).replaceAll(/^/gm, '  ')}\n`
  return `not ok - ${fullname}\n${more}`
}
