import { readdirSync, readFileSync } from 'node:fs'
import { residentMemory, startServer } from '../drive/server.mjs'
import { median, ms } from './figures.mjs'
import { NOW } from './world.mjs'

/** ms after which a start is over, caches and compilers included. */
const SETTLED_AFTER = 1_500

/** What the console costs a mock: processor time of a start (all threads), and memory until it is opened and then. */
export async function serverCosts(browser, runs) {
  const kinds = { 'without it': ['--no-console'], 'with it': [] }
  const seen = { 'without it': [], 'with it': [] }
  for (let run = 0; run < runs; run++) {
    for (const [name, flags] of Object.entries(kinds)) seen[name].push(await start(flags))
  }
  const rows = Object.entries(seen).map(([name, starts]) => [
    name,
    { start: ms(median(starts.map(({ cpu }) => cpu))), memory: mb(median(starts.map(({ memory }) => memory))) },
  ])
  return Object.fromEntries([...rows, ['opened once', await opened(browser)]])
}

const mb = value => `${value.toFixed(1)} MB`

async function start(flags) {
  const server = await startServer({ flags: ['--now', NOW, ...flags] })
  const cpu = processorTime(server.pid)
  await new Promise(done => setTimeout(done, SETTLED_AFTER))
  const memory = await residentMemory(server.pid)
  await server.stop()
  return { cpu, memory }
}

/** ms of all threads of a process, by the scheduler's account. */
function processorTime(pid) {
  const threads = readdirSync(`/proc/${pid}/task`)
  const ns = threads.map(thread => Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]))
  return ns.reduce((a, b) => a + b, 0) / 1e6
}

async function opened(browser) {
  const server = await startServer({ flags: ['--now', NOW] })
  const page = await browser.newPage()
  await page.goto(`${server.url}/console`)
  await page.waitForSelector('.chart svg')
  await page.waitForTimeout(SETTLED_AFTER)
  const memory = await residentMemory(server.pid)
  await page.close()
  await server.stop()
  return { memory: mb(memory) }
}
