// How long a single request blocks the main thread at most: `npm run block`, after `npm run build`. The costliest requests of
// each kind are asked of the built command, and for each the longest time is printed that the thread was blocked: the median
// of five runs, in ms of its processor time and of the clock, and what the first run took, which compiles and loads. `--only TEXT`
// asks those whose group or name has it, `--least MS` prints those that took as long. `--cold` asks each of a server that has just
// started and was asked nothing before: the median of as many servers, and the longest of them.
import { once } from 'node:events'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { cases, HEADERS } from './block/requests.mjs'
import { startServer } from './drive/server.mjs'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    least: { type: 'string', default: '0' },
    most: { type: 'string', default: '50' },
    runs: { type: 'string', default: '5' },
    dist: { type: 'string', default: 'dist' },
    cold: { type: 'boolean', default: false },
  },
})
const runs = Number(values.runs)
/** ms after an answer in which what it leaves behind is still measured. */
const REST = 25

process.env.BLOCK_SOCKET = path.join(tmpdir(), `kore-mock-block-${process.pid}.sock`)
const monitor = new URL('block/monitor.mjs', import.meta.url).href
const startMeasured = () =>
  startServer({
    dist: values.dist,
    nodeFlags: ['--import', monitor],
    flags: ['--now', '2026-03-09T12:00:00Z', '--auth', 'off', '--journal-entries', '10000'],
  })
let server = await startMeasured()

const wait = ms => new Promise(resolve => setTimeout(resolve, ms))

/** The longest times since it was asked last. */
async function longest() {
  await wait(REST)
  const socket = connect(process.env.BLOCK_SOCKET)
  let text = ''
  socket.on('data', chunk => {
    text += chunk
  })
  await once(socket, 'close')
  return JSON.parse(text)
}

/** Asks for a stream, which is left after some time. */
async function stream({ path: target, headers, ends }) {
  const left = new AbortController()
  setTimeout(() => left.abort(), ends)
  try {
    const answer = await fetch(`${server.url}${target}`, { headers, signal: left.signal })
    for await (const chunk of answer.body) void chunk
  } catch {
    // Left.
  }
}

const ask = request =>
  request.ends === undefined ? server.ask({ ...request, headers: { ...HEADERS, ...request.headers } }) : stream(request)

/** ms after a start in which what it leaves behind is not measured. */
const SETTLED = 150

let filledWith
async function startAnew() {
  await server.stop()
  server = await startMeasured()
  filledWith = undefined
  await wait(SETTLED)
}

async function fill(requests) {
  const first = await server.ask({ method: 'GET', path: '/__admin/requests?limit=1', headers: HEADERS })
  if (filledWith === requests && JSON.parse(first.body).total > requests.length * 0.9 - 100) return
  filledWith = requests
  for (const request of requests) await ask(request)
}

async function run(one, number) {
  const { before = [], requests = [], after, twice, fill: filling } = one.of(number)
  if (filling !== undefined) await fill(filling)
  for (const request of before) await ask(request)
  const asked = [...requests, ...((await after?.(ask)) ?? [])]
  await longest()
  const statuses = []
  for (const request of asked) {
    const answers = await Promise.all(twice ? [ask(request), ask(request)] : [ask(request)])
    statuses.push(...answers.map(answer => answer?.status ?? '-'))
  }
  return { ...(await longest()), statuses }
}

const median = numbers => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]
const ms = number => number.toFixed(1)

const LAST_COLUMN = values.cold ? 'longest' : 'first'
process.stdout.write(`| | | status | processor | clock | ${LAST_COLUMN} |\n|---|---|---|---|---|---|\n`)
let number = 0
let over = 0
for (const one of cases().filter(({ group, name }) => `${group}: ${name}`.includes(values.only))) {
  const first = values.cold ? undefined : await run(one, ++number)
  const times = []
  for (let i = 0; i < runs; i += 1) {
    if (values.cold) await startAnew()
    times.push(await run(one, values.cold ? 1 : ++number))
  }
  const processor = median(times.map(time => time.processor))
  if (processor > Number(values.most)) over += 1
  if (processor < Number(values.least)) continue
  const cells = [
    one.group,
    one.name,
    (first ?? times[0]).statuses.join(' '),
    ms(processor),
    ms(median(times.map(time => time.clock))),
    ms(first?.processor ?? Math.max(...times.map(time => time.processor))),
  ]
  process.stdout.write(`| ${cells.join(' | ')} |\n`)
}
process.stdout.write(`\n${over} of them blocked it for more than ${values.most} ms of processor time\n`)
await server.stop()
