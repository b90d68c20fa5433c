import { parseArgs } from 'node:util'
import { simulate } from '../test/store/simulation.ts'

/*
 * Runs the protocol of replicas (docs/scale.md) through schedules that are made up, and says which went wrong:
 * npm run store:simulate [-- --count 100000 --seed 1]. Each follows from its seed.
 */
const { values } = parseArgs({ options: { count: { type: 'string' }, seed: { type: 'string' } } })
const [count, first] = [Number(values.count ?? 100_000), Number(values.seed ?? 1)]
const sums = { changes: 0, answered: 0, reads: 0, refused: 0 }
let wrong = 0
for (let seed = first; seed < first + count; seed += 1) {
  const outcome = await simulate(seed)
  for (const name of Object.keys(sums) as (keyof typeof sums)[]) sums[name] += outcome[name]
  if (outcome.wrong !== undefined) {
    wrong += 1
    console.error(`--seed ${seed} --count 1: ${outcome.wrong}`)
  }
}
const { changes, answered, reads, refused } = sums
const seconds = Math.round(process.cpuUsage().user / 1e6)
console.log(
  `${count} schedules, ${wrong} with a wrong answer; ${answered} of ${changes} changes came into force, ${refused} of ${reads} requests got 503; ${seconds} s of processor time`,
)
process.exitCode = wrong === 0 ? 0 : 1
