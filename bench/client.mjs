// One load: node client.mjs JOB.json -> a line of JSON. A process of its own, so that it has a core of its own.
import { readFileSync } from 'node:fs'
import autocannon from 'autocannon'

const { url, connections, seconds, requests, expect } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
let client = 0
const result = await autocannon({
  url,
  connections,
  duration: seconds,
  pipelining: 1,
  // Each connection goes round requests of its own, where there are enough.
  setupClient: one => {
    const own = client++ % connections
    one.setRequests(requests.length < connections ? requests : requests.filter((_, i) => i % connections === own))
  },
})
const statuses = Object.keys(result.statusCodeStats ?? {})
process.stdout.write(
  JSON.stringify({
    total: result.requests.total,
    perSecond: result.requests.total / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    bytes: result.requests.total === 0 ? 0 : Math.round(result.throughput.total / result.requests.total),
    errors: result.errors + result.timeouts,
    wrong: statuses.filter(status => !expect.includes(Number(status))),
  }),
)
