// Digests of what the built command answers:
//   node scripts/digests.mjs [--quick] [--each] [--scenario NAME]... [--dist PATH] [--node PATH]
//
// Starts `cli.js` of a dist folder (./dist) for every shipped scenario, with a fixed seed and a fixed clock, asks all
// operations, and prints one line for each scenario and operation: `scenario operation count sha256`, sorted. The digest
// is over status, headers (but for request ids and dates) and bodies, in the order asked. Two versions that print the same
// lines answer the same bytes.
//
// Everything is asked up to three times, the last time after the clock was moved back and forth: an answer that differs
// from the first one is an error (exit code 1). `--each` prints a line for each request instead, to find the one that
// differs; `--quick` asks three scenarios, and less of them.
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { askEverything } from './digests/course.mjs'
import { Run } from './digests/run.mjs'
import { hashOf } from './drive/digest.mjs'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    each: { type: 'boolean', default: false },
    scenario: { type: 'string', multiple: true },
    dist: { type: 'string', default: 'dist' },
    node: { type: 'string', default: process.execPath },
  },
})

const QUICK = ['default', 'multilingual', 'flaky']
/** Scenarios asked side by side. */
const AT_ONCE = 2

const listed = execFileSync(values.node, [path.join(values.dist, 'cli.js'), 'scenarios'], { encoding: 'utf8' })
const names = [...listed.matchAll(/^(\S+)/gm)].map(([name]) => name)
const waiting = [...(values.scenario ?? (values.quick ? QUICK : names))]
const lines = []

/** Takes one scenario after the other from those that wait. */
async function work() {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const run = new Run(name)
    try {
      const bots = await run.start(values)
      await askEverything(run, { bots, names, quick: values.quick })
      await run.stop()
    } catch (error) {
      console.error(`digests: ${name}: ${error.stack}`)
      process.exit(1)
    }
    for (const [operation, answers] of run.answers) lines.push(...linesOf(`${name} ${operation}`, answers))
  }
}

function linesOf(title, answers) {
  if (!values.each) return [`${title} ${answers.length} ${hashOf(...answers.map(({ digest }) => digest))}`]
  return answers.map(({ digest, request, status, clock }, i) => {
    const asked = `${request.method} ${request.path} ${JSON.stringify(request.body ?? '')}`
    return `${title} ${String(i).padStart(4, '0')} ${digest} ${status} ${clock} ${asked}`
  })
}

await Promise.all(Array.from({ length: AT_ONCE }, work))
console.log(lines.sort().join('\n'))
