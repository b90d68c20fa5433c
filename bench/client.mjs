// One load: node client.mjs JOB.json -> a line of JSON. A process of its own, so that it has a core of its own.
import { readFileSync } from 'node:fs'
import autocannon from 'autocannon'

const { url, connections, seconds, amount, requests, expect } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
let client = 0
// From the first answer to the last: the client's own times hold what it takes to write thousands of requests down.
let first
let last
let answers = 0
const run = autocannon({
  url,
  connections,
  ...(amount === undefined ? { duration: seconds } : { amount }),
  pipelining: 1,
  // Each connection goes round requests of its own, where there are enough.
  setupClient: one => {
    const own = client++ % connections
    one.setRequests(requests.length < connections ? requests : requests.filter((_, i) => i % connections === own))
  },
})
run.on('response', () => {
  last = performance.now()
  first ??= last
  answers++
})
const result = await run
const statuses = Object.keys(result.statusCodeStats ?? {})
process.stdout.write(
  JSON.stringify({
    total: result.requests.total,
    perSecond: ((answers - 1) * 1000) / (last - first),
    p50: result.latency.p50,
    p99: result.latency.p99,
    bytes: result.requests.total === 0 ? 0 : Math.round(result.throughput.total / result.requests.total),
    errors: result.errors + result.timeouts,
    wrong: statuses.filter(status => !expect.includes(Number(status))),
  }),
)
