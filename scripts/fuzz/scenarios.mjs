// What is called a good scenario starts and answers: scenarios drawn from their schema, some of them with something odd in them.
import fc from 'fast-check'
import { answerProblemFinder } from '../../src/check/answer-problems.ts'
import { document, operations } from '../../src/contract/contract.ts'
import { createApp } from '../../src/fastify/app.ts'
import { ScenarioError } from '../../src/scenario/error.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { scenarioValues } from './scenario-values.mjs'

const NOW = '2026-03-09T12:00:00.000Z'
const part = value => Buffer.from(JSON.stringify(value)).toString('base64url')
const HEADERS = {
  auth: `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ appId: 'cs-fuzz' })}.c2lnbmF0dXJl`,
  accountid: '5f3a9c1e7b2d4068a1c5e9f2',
}

/** Draws scenarios and asks each that is called good; gives what came of it, with the smallest bad one in `details`. */
export async function fuzzScenarios({ cases, seed }) {
  const app = createApp({ seed: 'fuzz', now: NOW, auth: 'lenient', scenario: loadScenario({}) })
  const problemsOf = answerProblemFinder(document())
  const counts = { good: 0, refused: 0, answers: 0 }
  const property = fc.asyncProperty(scenarioValues(), async given => {
    const scenario = goodOne(given)
    if (scenario === undefined) {
      counts.refused += 1
      return
    }
    counts.good += 1
    await app.mock.replace(scenario)
    await app.mock.control.reset()
    for (const question of questionsOf(app.mock.main.world, scenario)) {
      await requireAnswer(app, question, problemsOf)
      counts.answers += 1
    }
  })
  const details = await fc.check(property, { seed, numRuns: cases })
  await app.close()
  return { counts, details }
}

/** The scenario, or undefined where it is refused in so many words. */
function goodOne(given) {
  try {
    return loadScenario(given, { clock: { real: Date.parse(NOW) } })
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error
    if (error.problems.length === 0 || error.problems.some(({ code }) => code === 'KM_SCENARIO_FAILED')) throw error
    return undefined
  }
}

async function requireAnswer(app, { path, sent, allowed }, problemsOf) {
  const { statusCode, payload } = await app.inject(sent)
  const said = `${sent.method} ${sent.url}: ${statusCode} ${payload.slice(0, 600)}`
  if (!allowed.includes(statusCode)) throw new Error(`${said}\nit may be ${allowed.join(' or ')}`)
  const problems = problemsOf(path, sent.method, statusCode, JSON.parse(payload))
  if (problems.length > 0)
    throw new Error(`the answer breaks the contract: ${JSON.stringify(problems.slice(0, 5))}\n${said}`)
}

/** One question of each kind, of a bot that the scenario names and of one that it does not. */
function questionsOf(world, scenario) {
  const bot = world.bots.at(-1)?.id ?? 'st-any'
  // The scenario may have quotas, and no other bots than those that it names.
  const usual = scenario.quotas.length === 0 ? [200] : [200, 429]
  const ofOthers = scenario.world.unnamed === undefined ? [400, 429] : usual
  const ofBot = world.bots.length === 0 ? ofOthers : usual
  const range = { dateFrom: '2026-03-04', dateTo: '2026-03-05' }
  const conversations = { from: '2026-03-04', to: '2026-03-05', limit: 5, includeHistory: true, includeSummary: true }
  const widgets = (world.bot(bot)?.spec.dashboards ?? [])
    .slice(0, 2)
    .flatMap(dashboard =>
      dashboard.widgets.slice(0, 2).map(widget => ({ dashboardName: dashboard.name, widgetName: widget.name })),
    )
  const widgetDays = '?startDate=2026-03-04&endDate=2026-03-05'
  return [
    question('getSessions', { botId: 'st-nobody' }, { ...range, limit: 5 }, ofOthers),
    question('getSessions', { botId: bot }, { ...range, limit: 5 }, ofBot),
    question('postMessagesV2', { botId: bot }, { ...range, limit: 5 }, ofBot),
    question('listConversations', { botId: bot }, conversations, ofBot),
    question(
      'listInteractions',
      { streamId: bot, query: '?from=2026-03-04&to=2026-03-05&limit=5&offset=0' },
      undefined,
      ofBot,
    ),
    question(
      'getUserEngagementTrend',
      { streamId: bot, query: '?start_date=2026-03-04&end_date=2026-03-05' },
      undefined,
      ofBot,
    ),
    ...widgets.map(names => question('getWidgetData', { botId: bot, query: widgetDays, ...names }, undefined, ofBot)),
  ]
}

function question(operationId, { query = '', ...names }, payload, allowed) {
  const { path, method } = operations.find(op => op.operationId === operationId)
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(names[name]))
  return { path, allowed, sent: { method, url: url + query, headers: HEADERS, ...(payload && { payload }) } }
}
