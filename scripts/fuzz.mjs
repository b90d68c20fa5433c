// Asks the mock whatever the contract allows and whatever it does not, drawn from a seed: npm run fuzz -- [flags]
//
//   --cases N      requests, 20,000 unless said: two valid ones for each with one planted defect, three in four of them over
//                  connections that are kept; a quarter as many calls of the admin API, and as many that are broken byte by byte
//   --scenarios N  scenarios drawn from their schema, a tenth of `--cases` unless said; three in four are good
//   --seed N       another seed, other draws; the same seed, the same ones
//   --limit MS     the longest that an answer may take, 1,000 unless said; one that is late is asked for again, and twice is
//                  a failure
//   --only KIND    one kind alone: requests, admin API, raw bytes, scenarios
//
// Each kind is drawn in two parts, and two processes are at work. Exit code 1: an answer 5xx that was not asked for, none within
// the limit, a valid request without its 2xx or whose answer breaks the contract, an invalid one that is not refused or whose
// refusal does not name the defect, a journal that cannot be read afterwards, a scenario that was called good and does not
// answer. The smallest case that fails is printed, requests as curl.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '20000' },
    scenarios: { type: 'string' },
    seed: { type: 'string', default: '20260309' },
    limit: { type: 'string', default: '1000' },
    only: { type: 'string' },
  },
})
const cases = Number(values.cases)
const seed = Number(values.seed)
const limit = Number(values.limit)
/** Cases of each kind. */
const KINDS = new Map([
  ['requests', cases],
  ['admin API', cases / 4],
  ['raw bytes', cases / 4],
  ['scenarios', Number(values.scenarios ?? cases / 10)],
])
// `npm run fuzz` has just built these sources: threads start from there, as they do for users.
process.env.BUILT_FOR_THREADS = 'true'

const PARTS = 2
const JOB = path.join(import.meta.dirname, 'fuzz/job.mjs')

/** What came of one part of a kind. */
async function run({ kind, part }) {
  const child = fork(JOB)
  const ended = once(child, 'exit').then(([code, signal]) => ({
    ...{ cases: 0, counts: {} },
    failure: `fuzz: ${kind}, part ${part}: the process ended (${signal ?? code})`,
  }))
  child.send({ kind, cases: Math.ceil(KINDS.get(kind) / PARTS), seed: seed + part, limit })
  const said = once(child, 'message').then(([result]) => result)
  const result = await Promise.race([said, ended])
  await ended
  return { kind, ...result }
}

/** Prints what came of one kind; gives whether all was well. */
function conclude(kind, parts, seconds) {
  const counts = {}
  for (const part of parts) {
    for (const [name, count] of Object.entries(part.counts)) counts[name] = (counts[name] ?? 0) + count
  }
  const what = Object.entries(counts).map(([name, count]) => `${count} ${name}`)
  const all = parts.reduce((sum, part) => sum + part.cases, 0)
  console.log(`${kind}: ${all} cases (${what.join(', ')}), ${seconds.toFixed(0)} s`)
  for (const { failure } of parts) if (failure !== undefined) console.error(failure)
  return parts.every(({ failure }) => failure === undefined)
}

if (values.only !== undefined && !KINDS.has(values.only)) {
  console.error(`fuzz: --only ${values.only} is not known; it may be ${[...KINDS.keys()].join(', ')}`)
  process.exit(2)
}
let isWell = true
for (const kind of values.only === undefined ? KINDS.keys() : [values.only]) {
  const began = performance.now()
  const parts = await Promise.all(Array.from({ length: PARTS }, (_, part) => run({ kind, part })))
  isWell = conclude(kind, parts, (performance.now() - began) / 1000) && isWell
}
process.exit(isWell ? 0 : 1)
