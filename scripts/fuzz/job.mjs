// One part of one kind of fuzz, in a process of its own: started by fuzz.mjs, which it tells what came of it.
import { fuzzAdmin } from './admin.mjs'
import { fuzzRaw } from './raw.mjs'
import { curlOf, fuzzRequests } from './requests.mjs'
import { fuzzScenarios } from './scenarios.mjs'

const ofRequest = ([one]) => curlOf(one)
const ofData = ([one]) => JSON.stringify(one)
/** What draws and judges, and how its smallest bad case is shown. */
const KINDS = new Map([
  ['requests', [fuzzRequests, ofRequest]],
  ['admin API', [fuzzAdmin, ofRequest]],
  ['raw bytes', [fuzzRaw, ofData]],
  ['scenarios', [fuzzScenarios, ofData]],
])

process.once('message', async ({ kind, ...options }) => {
  const [fuzz, show] = KINDS.get(kind)
  const { details, counts } = await fuzz(options)
  process.send({ cases: details.numRuns, counts, failure: details.failed ? failureOf(details, show) : undefined }, () =>
    process.exit(),
  )
})

function failureOf({ seed, counterexamplePath, numShrinks, counterexample, errorInstance }, show) {
  const reason = errorInstance?.message ?? errorInstance
  return `fuzz: seed ${seed}, path ${counterexamplePath}, ${numShrinks} times smaller\n${show(counterexample)}\n${reason}`
}
