// In which order a scenario is asked.
import { accountRequestsOf, requestsOf } from './requests.mjs'

/** Instants to which the clock is moved in between, as ISO durations from now. */
const MOVES = ['-P3DT2H35M', 'PT26H']
/** Asked at each of them. */
const MOVED = [
  'getSessions',
  'postMessages',
  'listConversations',
  'listInteractions',
  'getWidgetData',
  'getUserEngagementTrend',
]
const UNNAMED = 'st-nobody-named-this-one'
/** Kinds of tokens, as the admin API makes them. */
const TOKENS = [
  { app: 'reporting', expiresIn: null },
  { app: 'bank-bot', expiresIn: null },
  { app: 'reporting', expired: true },
  { app: 'reporting', notYetValid: true },
  { app: 'reporting', wrongSecret: true },
  { app: 'reporting', missingScope: true },
  { app: 'reporting', algorithm: 'none' },
  { app: 'bank-bot', scopes: ['Chat History'] },
  { app: 'reporting', claims: { appId: 'cs-nobody' } },
]
const FAULTS = [
  { status: 503 },
  { status: 429 },
  { page: 'shift' },
  { page: 'repeat-last' },
  { body: { truncateAt: 0.5 } },
  { body: { garbage: true } },
  { body: { dribbleMs: 20 } },
  { connection: 'empty' },
]

/** How much is asked: `named` bots of the world, a second round (`again`), `moves` of the clock, `others` by header. */
const FULL = { named: 5, unnamed: true, moves: MOVES, again: true, others: 100 }
const QUICK = { named: 1, unnamed: false, moves: MOVES.slice(0, 1), again: false, others: 0, thin: true }
const QUICK_DEFAULT = { ...QUICK, unnamed: true, again: true, moves: MOVES, others: 4 }

/** A hundred times the others' sessions: long answers, made in the worker thread, are what there is to see. */
const BUSY = { ...QUICK, moves: [] }

function extentOf(scenario, quick) {
  if (scenario === 'busy') return BUSY
  if (quick) return scenario === 'default' ? QUICK_DEFAULT : QUICK
  // Its bots are small, and each is another case.
  return scenario === 'page-edges' ? { ...FULL, named: 40 } : FULL
}

/** At most `count` of a list, evenly spread over it. */
const spread = (list, count) =>
  list.length <= count ? list : Array.from({ length: count }, (_, i) => list[Math.floor((i * list.length) / count)])

/** Half of a long list: every other pair, as what is asked often comes in pairs. */
const thinned = list => (list.length < 12 ? list : list.filter((_, i) => i % 4 < 2))

/** Asks one scenario everything. `bots` are those of its world, `names` those of all scenarios. */
export async function askEverything(run, { bots, names, quick }) {
  const extent = extentOf(run.scenario, quick)
  await scenarioFaults(run, bots[0])
  if (run.scenario === 'rate-limited') await quotas(run, bots[0])
  const lists = await listsOf(run, bots, extent)
  const [account, first] = lists
  for (const list of lists) await run.round('first', list)
  if (extent.again) for (const list of quick ? [account, first] : lists) await run.round('second', list)
  for (const advance of extent.moves) await move(run, advance, first)
  for (const list of quick ? [account, first] : lists) await run.round('last', list)
  for (const fields of TOKENS) {
    await run.record('tokens', first.getSessions[0], { auth: await run.token(fields), 'x-test-id': 'tokens' })
  }
  await adminFaults(run, first)
  if (run.scenario === 'default') await otherScenarios(run, first, spread(names, extent.others))
}

/** What is asked of the account and of each bot, operation by operation. */
async function listsOf(run, bots, { named, unnamed, thin }) {
  const contexts = []
  for (const bot of [...spread(bots, named), ...(unnamed ? [UNNAMED] : [])]) contexts.push(await run.contextOf(bot))
  const lists = [accountRequestsOf(contexts[0]), ...contexts.map(requestsOf)]
  if (!thin) return lists
  // The faults of `flaky` keep answers from being kept; what else there is to see of it, a few operations show.
  const asked = run.scenario === 'flaky' ? MOVED : undefined
  return lists.map(list =>
    Object.fromEntries(
      Object.entries(list).flatMap(([name, requests]) =>
        asked === undefined || asked.includes(name) ? [[name, thinned(requests)]] : [],
      ),
    ),
  )
}

/** What hangs on the clock, at another instant; then back. */
async function move(run, advance, list) {
  await run.setClock({ advance })
  for (const round of ['first', 'second']) await run.round(`${advance} ${round}`, list, MOVED)
  await run.setClock({ now: run.now })
}

/** What the scenario's own faults do; then they are out of the way. */
async function scenarioFaults(run, bot) {
  const { faults } = await run.admin('GET', '/faults')
  if (faults.length === 0) return
  const { getSessions, listInteractions } = requestsOf(await run.contextOf(bot))
  const [rounds, count] = run.scenario === 'slow' ? [1, 3] : [5, 8]
  for (let round = 1; round <= rounds; round++) {
    for (const request of [...getSessions.slice(0, count), ...listInteractions.slice(0, 2)]) {
      await run.record(`faults-${round}`, request)
    }
  }
  // The youngest fault befalls a call and no other does: from here on all calls are left in peace.
  await run.admin('POST', '/faults', { fault: { delay: { type: 'fixed', ms: 0 } } })
}

/** A minute's quota, until it is full and when it has room again. */
async function quotas(run, bot) {
  const { getSessions } = requestsOf(await run.contextOf(bot))
  for (let i = 0; i < 63; i++) await run.record('quotas', getSessions[5])
  await run.record('quotas', { method: 'GET', path: '/__admin/quotas' })
  await run.setClock({ advance: 'PT61S' })
  for (let i = 0; i < 3; i++) await run.record('quotas', getSessions[5])
  await run.setClock({ now: run.now })
}

/** Faults of the admin API, each for some calls with a test id. */
async function adminFaults(run, { getSessions, listConversations, listInteractions }) {
  for (const fault of FAULTS) {
    await run.admin('POST', '/faults', { match: { testId: 'faults' }, times: 3, fault })
    for (const request of [getSessions[1], listConversations[1], listInteractions[1]]) {
      await run.record('faults', request, { 'x-test-id': 'faults' })
    }
  }
}

/** Other scenarios, asked for by header and by switch. */
async function otherScenarios(run, { getSessions, getUserEngagementTrend }, names) {
  for (const name of names) {
    const headers = { 'x-mock-scenario': name }
    for (const request of [getSessions[0], getUserEngagementTrend[0], getSessions[0]]) {
      await run.record('others', request, headers)
    }
  }
  const [, bot] = /bot\/([^/]+)/.exec(getSessions[0].path)
  await run.admin('PUT', `/bots/${bot}/scenario`, { name: 'small' })
  for (const request of getSessions.slice(0, 4)) await run.record('others', request)
  await run.admin('DELETE', `/bots/${bot}/scenario`)
  for (const request of getSessions.slice(0, 4)) await run.repeatable('getSessions', request)
}
