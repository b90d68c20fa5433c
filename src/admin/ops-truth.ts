import { includesNamed, type TruthQuestion } from '../apis/truth.ts'
import { exactDuration, exactDurationText } from '../contract/duration.ts'
import { instantOf, isoBoundsOf } from '../contract/formats.ts'
import { brokenRange } from '../contract/rules.ts'
import { say } from '../errors/catalogue.ts'
import { ownRefusal } from '../errors/own-refusal.ts'
import type { Mock } from '../mock/mock.ts'
import { TRUE_KINDS } from '../world/happened.ts'
import type { Window } from '../world/sessions/types.ts'
import { DAY } from '../world/time.ts'
import { askerOf } from './asker.ts'
import type { AdminCall, AdminTable } from './call.ts'
import { botIn } from './ops-desk.ts'
import { predictionOf, truthBatches } from './truth.ts'

/** What there is in truth, whether an API shows it yet or not. */
export const truthOperations: Pick<AdminTable, 'tellTruth' | 'predictLosses'> = { tellTruth, predictLosses }

function tellTruth(call: AdminCall<'tellTruth'>) {
  const { mock, path, query } = call
  const kind = TRUE_KINDS.find(name => name === path.kind)
  if (kind === undefined) {
    const message = `must be one of ${TRUE_KINDS.join(', ')}`
    throw ownRefusal(404, say('KM_ADMIN_NO_TRUTH', {}), [{ property: 'path.kind', message }])
  }
  const { bot, now } = toldBot(mock, query.botId)
  const question: TruthQuestion = {
    kind,
    window: toldWindow(query, now),
    at: query.at === undefined ? now : instantOf(query.at),
    includes: includesNamed(query.include ?? []),
  }
  return {
    body: lines(truthBatches(mock, bot, question, askerOf(call, 0))),
    headers: { 'content-type': 'application/x-ndjson; charset=utf-8' },
  }
}

async function* lines(batches: ReturnType<typeof truthBatches>): AsyncGenerator<string, void, undefined> {
  for await (const batch of batches) {
    yield typeof batch === 'string' ? batch : batch.map(row => `${JSON.stringify(row)}\n`).join('')
  }
}

async function predictLosses(call: AdminCall<'predictLosses'>) {
  const { mock, query } = call
  const { bot, now } = toldBot(mock, query.botId)
  const { kind, every, lookback } = query
  const window = toldWindow(query, now)
  const times = { every: exactDuration(every) ?? 0, lookback: exactDuration(lookback) ?? 0 }
  if (times.every === 0) {
    const message = `must be longer than nothing; found ${every}`
    throw ownRefusal(400, say('KM_ADMIN_EVERY', {}), [{ property: 'query.every', message }])
  }
  const { rows, lost, lookbackNeeded } = await predictionOf(mock, bot, { kind, window, ...times }, askerOf(call, 0))
  return {
    body: { kind, botId: bot.id, every, lookback, rows, lost, lookbackNeeded: exactDurationText(lookbackNeeded) },
  }
}

/** The bot that was asked about; the first of the scenario where none was. */
function toldBot(mock: Mock, botId: string | undefined) {
  return botIn(mock, botId ?? mock.main.world.bots[0]?.id ?? '')
}

/** What was asked about; what is not said is the last day up to the present. */
function toldWindow(asked: { readonly from?: string; readonly to?: string }, now: number): Window {
  const to = asked.to ?? new Date(now).toISOString()
  const from = asked.from ?? new Date(isoBoundsOf(to).upper - DAY).toISOString()
  const broken = brokenRange({ from: 'from', to: 'to' }, { from, to }, isoBoundsOf)
  if (broken !== undefined) {
    throw ownRefusal(400, say('KM_ADMIN_RANGE', {}), [{ property: 'query.to', message: broken }])
  }
  return { from: isoBoundsOf(from).lower, to: isoBoundsOf(to).upper }
}
