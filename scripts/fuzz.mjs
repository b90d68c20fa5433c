// Asks the mock whatever the contract allows and whatever it does not, drawn from a seed: npm run fuzz -- [flags]
//
//   --cases N      requests, 20,000 unless said: two valid ones for each with one planted defect; a quarter as many calls of
//                  the admin API, and as many that are broken byte by byte
//   --scenarios N  scenarios drawn from their schema, a tenth of `--cases` unless said
//   --seed N       another seed, other draws; the same seed, the same ones
//   --limit MS     the longest that an answer may take, 10,000 unless said
//
// Exit code 1: an answer 5xx, none within the limit, a valid request that is refused or whose answer breaks the contract, an invalid
// one that is not refused or whose refusal does not name the defect, a journal that cannot be read afterwards, a scenario that was
// called good and does not answer. The smallest case that fails is printed, requests as curl.
import { parseArgs } from 'node:util'
import { fuzzAdmin } from './fuzz/admin.mjs'
import { fuzzRaw } from './fuzz/raw.mjs'
import { curlOf, fuzzRequests } from './fuzz/requests.mjs'
import { fuzzScenarios } from './fuzz/scenarios.mjs'

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '20000' },
    scenarios: { type: 'string' },
    seed: { type: 'string', default: '20260309' },
    limit: { type: 'string', default: '10000' },
  },
})
const cases = Number(values.cases)
const seed = Number(values.seed)

/** Prints what came of one kind; gives whether all was well. */
function conclude(name, { details, counts }, show) {
  const what = Object.entries(counts).map(([kind, count]) => `${count} ${kind}`)
  console.log(`${name}: ${details.numRuns} cases (${what.join(', ')})`)
  if (!details.failed) return true
  console.error(`fuzz: seed ${details.seed}, path ${details.counterexamplePath}, ${details.numShrinks} times smaller`)
  console.error(show(details.counterexample))
  console.error(String(details.errorInstance?.message ?? details.errorInstance))
  return false
}

const limit = Number(values.limit)
const scenarios = Number(values.scenarios ?? cases / 10)
const ofRequest = ([one]) => curlOf(one)
const ofData = ([one]) => JSON.stringify(one)
const isWell = [
  conclude('requests', await fuzzRequests({ cases, seed, limit }), ofRequest),
  conclude('admin API', await fuzzAdmin({ cases: Math.ceil(cases / 4), seed, limit }), ofRequest),
  conclude('raw bytes', await fuzzRaw({ cases: Math.ceil(cases / 4), seed, limit }), ofData),
  conclude('scenarios', await fuzzScenarios({ cases: scenarios, seed }), ofData),
]
process.exit(isWell.every(Boolean) ? 0 : 1)
