import { LossCount, type Poller, type Predicted } from '../apis/predict.ts'
import { type TrueRow, type TruthQuestion, trueRow, truthParts } from '../apis/truth.ts'
import type { Mock } from '../mock/mock.ts'
import { happeningsIn, trueParts } from '../world/happened.ts'
import type { Bot } from '../world/types.ts'
import { Turns } from './pieces.ts'

/** Rows that are made in one go. */
const ROWS_AT_ONCE = 16

/** The rows of a bot as they are in truth, oldest first; others have their turns meanwhile. */
export async function* truthOf(
  mock: Mock,
  bot: Bot,
  question: TruthQuestion,
): AsyncGenerator<TrueRow, void, undefined> {
  const turns = new Turns()
  for (const part of truthParts(bot, question)) {
    const happenings = await mock.stretches.run(() => happeningsIn(bot, question.kind, part))
    for (let i = 0; i < happenings.length; i += ROWS_AT_ONCE) {
      const some = happenings.slice(i, i + ROWS_AT_ONCE)
      // The first row of a day has the columns of the day made, which takes long of a large bot.
      yield* await mock.stretches.run(() => some.map(happening => trueRow(bot, question, happening)))
      await turns.pass()
    }
  }
}

/** What becomes of the rows of a bot for a client that asks now and then; others have their turns meanwhile. */
export async function predictionOf(mock: Mock, bot: Bot, poller: Poller): Promise<Predicted> {
  const turns = new Turns()
  const losses = new LossCount(poller)
  for (const part of trueParts(bot, poller.window)) {
    for (const happening of await mock.stretches.run(() => happeningsIn(bot, poller.kind, part))) {
      losses.add(happening)
    }
    await turns.pass()
  }
  return losses.result
}
