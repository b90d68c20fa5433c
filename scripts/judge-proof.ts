/**
 * Proves that the judge works: each client with a planted mistake is found out, at several seeds, and those that do all right are not
 * accused. `npm run judge:proof [-- --seeds 10 --schedules 1000 --right 10000 --commands 500 --only NAME]`.
 */
import { parseArgs } from 'node:util'
import { judgeCommand } from '../src/judge/judge-command.ts'
import { judge } from '../src/testing.ts'
import { exporterWith } from '../test/judge/clients/exporter.mjs'
import { PLANTED } from '../test/judge/clients/planted.mjs'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10' },
    schedules: { type: 'string', default: '1000' },
    right: { type: 'string', default: '10000' },
    commands: { type: 'string', default: '500' },
    only: { type: 'string' },
  },
})
const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => String(index + 1))
const HOUR = 3_600_000

const median = (numbers: readonly number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
let failed = 0

async function prove(name: string): Promise<void> {
  const tried: number[] = []
  const events: number[] = []
  const names = new Set<string>()
  for (const seed of seeds) {
    const found = await judge(PLANTED[name]!, {
      seed,
      schedules: Number(values.schedules),
      budget: HOUR,
      firstOnly: true,
    })
    if (found.ok) continue
    tried.push(found.schedules)
    for (const mistake of found.mistakes) {
      events.push(mistake.replay.schedule.events.length)
      names.add(mistake.name)
    }
  }
  if (tried.length < seeds.length || median(events) > 3) failed++
  const worst = Math.max(...tried)
  console.log(
    `${name.padEnd(34)} ${tried.length}/${seeds.length}  within ${String(median(tried)).padStart(3)} (at most ${worst}) schedules, ${median(events)} events; ${[...names].join(', ')}`,
  )
}

async function acquitFunction(): Promise<void> {
  const schedules = Number(values.right)
  if (schedules < 1) return
  const {
    failed: wrong,
    schedules: done,
    took,
    text,
  } = await judge(exporterWith(), { seed: 'right', schedules, budget: HOUR })
  console.log(`right, function: ${wrong} false alarms in ${done} schedules, ${(took / 1000).toFixed(0)} s`)
  if (wrong > 0) {
    failed++
    console.log(text)
  }
}

async function acquitCommand(command: readonly string[]): Promise<void> {
  const schedules = Number(values.commands)
  if (schedules < 1) return
  const { judgement } = await judgeCommand({
    command,
    environment: process.env,
    seed: 'right',
    schedules,
    budget: HOUR,
    kinds: ['sessions'],
    without: [],
    lanes: 4,
    timeout: 120_000,
    slow: 500,
    firstOnly: false,
    mapping: {},
    replay: undefined,
    onProgress: () => {},
  })
  const { failed: wrong, schedules: done, took, text } = judgement
  console.log(`right, ${command.join(' ')}: ${wrong} false alarms in ${done} schedules, ${(took / 1000).toFixed(0)} s`)
  if (wrong > 0) {
    failed++
    console.log(text)
  }
}

for (const name of Object.keys(PLANTED)) {
  if (values.only === undefined || name.includes(values.only)) await prove(name)
}
await acquitFunction()
const folder = 'test/judge/clients'
for (const command of [
  ['node', `${folder}/right.mjs`],
  ['python3', `${folder}/right.py`],
  ['bash', `${folder}/right.sh`],
]) {
  await acquitCommand(command)
}
process.exitCode = failed === 0 ? 0 : 1
