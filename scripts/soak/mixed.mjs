import { setTimeout as sleep } from 'node:timers/promises'
import { digestOf } from '../drive/digest.mjs'
import { jsonOf, lastWords, startServer } from '../drive/server.mjs'
import { Curve } from './curve.mjs'
import { Draws } from './draws.mjs'
import { Mix } from './mix.mjs'

const NOW = '2026-03-09T14:37:21.250Z'
/** Requests between two looks at the memory, and between two turns of the admin API. */
const WINDOW = 1000
/** Answers of a window from which ids are learnt: one in so many. */
const LEARN = 8
/** Troubles of the admin API, one at a time, for the calls that carry a header; none depends on a count. */
const TROUBLES = [
  { status: 503 },
  { status: 429 },
  { page: 'shift' },
  { page: 'repeat-last' },
  { body: { truncateAt: 0.5 } },
  { connection: 'empty' },
  { delay: { type: 'fixed', ms: 5 } },
]
const MOST_COMPLAINTS = 10

/** Bots, dashboards and tokens of a scenario, as a server of its own tells them. */
async function worldOf(name, start) {
  const server = await start(['--scenario', name])
  const ask = async (method, path, body) =>
    jsonOf(await server.ask({ method, path: `/__admin${path}`, body }), { method, path })
  const { account, bots } = await ask('GET', '/world')
  const details = []
  for (const { id } of bots.slice(0, 40)) details.push((await ask('GET', `/world?botId=${id}`)).bots[0])
  const world = { account, bots: details }
  if (name === 'strict-credentials') {
    const token = async app => (await ask('POST', '/tokens', { app, expiresIn: null })).token
    world.tokens = { account: await token('reporting'), bot: await token('bank-bot') }
  }
  await server.stop()
  return world
}

/** What the admin API does at the turn of a window; all servers get the same. */
class Turns {
  #servers
  #draws
  #faultIds = []
  #switched
  now = Date.parse(NOW)

  constructor(servers, draws) {
    this.#servers = servers
    this.#draws = draws
  }

  async turn(window) {
    if (window % 5 === 0) await this.#trouble()
    if (window % 10 === 3) await this.#moveClock()
    if (window % 10 === 7) await this.#switchScenario()
  }

  async #each(method, path, body) {
    const answers = []
    for (const server of this.#servers) answers.push(await server.ask({ method, path: `/__admin${path}`, body }))
    const bad = answers.find(({ status }) => status === 0 || status >= 300)
    if (bad !== undefined) throw new Error(`${method} ${path}: ${bad.status} ${bad.broken ?? bad.body}`)
    return answers.map(({ body: text }) => JSON.parse(text))
  }

  async #trouble() {
    for (const [i, id] of this.#faultIds.entries()) {
      await this.#servers[i].ask({ method: 'DELETE', path: `/__admin/faults/${id}` })
    }
    const fault = this.#draws.one(TROUBLES)
    const set = await this.#each('POST', '/faults', { match: { header: { 'x-soak': 'trouble' } }, fault })
    this.#faultIds = set.map(({ id }) => id)
  }

  async #moveClock() {
    const now = new Date(Date.parse(NOW) + (this.#draws.next() - 0.7) * 30 * 86_400_000).toISOString()
    if (this.#draws.chance(0.3)) {
      await this.#each('PUT', `/clock?testId=soak-${this.#draws.below(50)}`, { now })
      return
    }
    await this.#each('PUT', '/clock', { now })
    this.now = Date.parse(now)
  }

  async #switchScenario() {
    if (this.#switched !== undefined) await this.#each('DELETE', `/bots/${this.#switched}/scenario`)
    this.#switched = `st-soak-${this.#draws.below(20)}`
    await this.#each('PUT', `/bots/${this.#switched}/scenario`, { name: this.#draws.one(['small', 'spike', 'launch']) })
  }
}

/** Asks all requests, so many at once, in an order of this server's own; the answers stand where the requests stand. */
async function askAll(server, requests, draws, atOnce) {
  const order = draws.shuffled(requests.map((_, i) => i))
  const answers = new Array(requests.length)
  let next = 0
  const work = async () => {
    while (next < order.length && server.ended === undefined) {
      const i = order[next++]
      answers[i] = await server.ask(requests[i])
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return answers
}

/** Complaints about answers: those that differ between two servers, those that nobody asked for. */
class Findings {
  count = 0
  statuses = {}
  /** Whether a server took no more connections. */
  isRefused = false

  complain(text) {
    this.count++
    if (this.count <= MOST_COMPLAINTS) console.error(`soak: ${text}`)
  }

  check(request, answer) {
    const { status, broken } = answer
    const name = broken === undefined ? status : `broken (${broken})`
    this.statuses[name] = (this.statuses[name] ?? 0) + 1
    const isAsked = request.asked || request.headers['x-soak'] !== undefined
    if (!isAsked && (status >= 500 || broken !== undefined)) {
      this.complain(
        `${name} to ${request.method} ${request.path} of ${request.scenario}: ${answer.body.toString('utf8', 0, 300)}`,
      )
    }
  }

  compare(request, one, other) {
    if (!request.comparable || digestOf(one) === digestOf(other)) return
    const { method, path, body, headers } = request
    this.complain(
      `answers differ (${one.status} ${one.broken ?? ''}, ${other.status} ${other.broken ?? ''}): ${JSON.stringify({ method, path, body, headers })}`,
    )
  }
}

/** Asks so many mixed requests; gives whether all was well. */
export async function soakMixed({ requests, seed, dist, node, nodeFlags, names, atOnce, compare, memoryLimit }) {
  const flagsOf = flags => ['--seed', seed, '--now', NOW, ...flags]
  const start = flags => startServer({ dist, node, nodeFlags, flags: flagsOf(flags), sockets: atOnce })
  const worlds = {}
  for (const name of names) worlds[name] = await worldOf(name, start)
  const servers = [await start([])]
  if (compare) servers.push(await start([]))
  const mix = new Mix(seed, worlds, requests)
  const turns = new Turns(servers, new Draws(`${seed} turns`))
  const order = new Draws(`${seed} order`)
  const curve = new Curve(servers[0].pid, requests)
  const findings = new Findings()
  /** Whether a server has gone; a refused connection comes before the news of its end. */
  const isDown = async () => {
    await sleep(findings.isRefused ? 2000 : 0)
    return servers.some(({ ended }) => ended !== undefined)
  }
  let done = 0
  for (let window = 0; done < requests && !(await isDown()); window++) {
    await turns.turn(window)
    const asked = Array.from({ length: Math.min(WINDOW, requests - done) }, () => mix.next(turns.now))
    const answers = []
    for (const server of servers) answers.push(await askAll(server, asked, order, atOnce))
    findings.isRefused = answers.some(list => list.some(answer => answer?.broken === 'ECONNREFUSED'))
    if (await isDown()) break
    judge(asked, answers, mix, findings)
    done += asked.length
    await curve.look(done)
  }
  console.log(`answers: ${JSON.stringify(findings.statuses)}`)
  const gone = servers.filter(({ ended }) => ended !== undefined)
  for (const server of gone) console.error(`soak: the server ended after ${done} requests: ${lastWords(server)}`)
  const withinLimit = curve.conclude(done, memoryLimit)
  await Promise.all(servers.map(server => server.stop()))
  return findings.count === 0 && gone.length === 0 && withinLimit
}

/** Looks at the answers of a window; learns from some. */
function judge(asked, [answers, others], mix, findings) {
  for (const [i, request] of asked.entries()) {
    findings.check(request, answers[i])
    if (others !== undefined) findings.compare(request, answers[i], others[i])
    if (i % LEARN === 0) mix.learn(request, answers[i])
  }
}
