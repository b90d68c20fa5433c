import type { InsideQuestion } from '../apis/inside.ts'
import { LossCount, mergedLosses, type Poller, type Predicted } from '../apis/predict.ts'
import { type TrueRow, type TruthQuestion, trueRow, truthParts } from '../apis/truth.ts'
import { nobodyWaits } from '../contract/closing-refusal.ts'
import type { Mock } from '../mock/mock.ts'
import { calendarStep } from '../offload/estimate.ts'
import type { Asker } from '../offload/pool.ts'

import { happeningsIn, trueParts } from '../world/happened.ts'
import type { Window } from '../world/sessions/types.ts'
import { dayOf } from '../world/time.ts'
import type { Bot } from '../world/types.ts'
import { COLUMNS_OF_DAY_COST, madeBeside } from './made-beside.ts'
import { Turns } from './pieces.ts'

/** Rows that are made in one go. */
const ROWS_AT_ONCE = 16
/** A program, which waits by itself. */
const PROGRAM: Asker = { client: 'program', ms: 0 }

/**
 * The rows of a bot as they are in truth, oldest first, some at a time: rows, or lines of JSON where they were made beside the main thread,
 * as those of large bots are. Others have their turns meanwhile.
 * @throws Refusal as `Offload.answer` does
 */
export async function* truthBatches(
  mock: Mock,
  bot: Bot,
  question: TruthQuestion,
  asker: Asker = PROGRAM,
): AsyncGenerator<readonly TrueRow[] | string, void, undefined> {
  const turns = new Turns()
  for (const part of truthParts(bot, question)) {
    const told = await partBeside(mock, bot, { part, asker, inside: { truth: question, part } })
    if (told !== undefined) {
      yield told
      continue
    }
    const happenings = await mock.stretches.run(() => happeningsIn(bot, question.kind, part))
    for (let i = 0; i < happenings.length; i += ROWS_AT_ONCE) {
      const some = happenings.slice(i, i + ROWS_AT_ONCE)
      // The first row of a day has the columns of the day made, which takes long of a large bot.
      yield await mock.stretches.run(() => some.map(happening => trueRow(bot, question, happening)))
      await turns.pass()
    }
  }
}

/** The same row by row. */
export async function* truthOf(
  mock: Mock,
  bot: Bot,
  question: TruthQuestion,
): AsyncGenerator<TrueRow, void, undefined> {
  const turns = new Turns()
  for await (const batch of truthBatches(mock, bot, question)) {
    if (typeof batch !== 'string') yield* batch
    else {
      for (const line of batch.split('\n').slice(0, -1)) {
        yield JSON.parse(line) as TrueRow
        await turns.pass()
      }
    }
  }
}

/** What becomes of the rows of a bot for a client that asks now and then; others have their turns meanwhile. */
export async function predictionOf(mock: Mock, bot: Bot, poller: Poller, asker: Asker = PROGRAM): Promise<Predicted> {
  const turns = new Turns()
  const losses = new LossCount(poller)
  let all = losses.result
  for (const part of trueParts(bot, poller.window)) {
    if (asker.signal?.aborted) throw nobodyWaits()
    const told = await partBeside(mock, bot, { part, asker, inside: { losses: poller, part } })
    if (told !== undefined) all = mergedLosses(all, JSON.parse(told) as Predicted)
    else
      for (const happening of await mock.stretches.run(() => happeningsIn(bot, poller.kind, part)))
        losses.add(happening)
    await turns.pass()
  }
  return mergedLosses(all, losses.result)
}

/** What is asked about a part of the time. */
interface PartAsked {
  readonly part: Window
  readonly asker: Asker
  readonly inside: InsideQuestion['inside']
}

/** What the thread tells of a part; undefined: the days of the bot are small. */
function partBeside(mock: Mock, bot: Bot, { part, asker, inside }: PartAsked): Promise<string | undefined> {
  const [first, last] = [dayOf(part.from), dayOf(part.to)]
  const effort = { bots: [bot], first, last, session: COLUMNS_OF_DAY_COST, step: calendarStep() }
  const question = { botId: bot.id, now: part.to, inside }
  return madeBeside(mock, bot.world, question, { effort, asker: ms => ({ ...asker, ms }) })
}
