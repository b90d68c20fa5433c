import type { Question } from '../apis/ask.ts'
import type { InsideQuestion } from '../apis/inside.ts'
import { bodyText } from '../apis/page.ts'
import { operation } from '../contract/contract.ts'
import type { Mock } from '../mock/mock.ts'
import { calendarStep, type Effort, type Scan } from '../offload/estimate.ts'
import { compute } from '../offload/job.ts'
import type { Bot, World } from '../world/types.ts'
import { askerOf } from './asker.ts'
import type { AdminCall } from './call.ts'

/**
 * What an operation answers about a bot when the mock itself asks, as JSON that was read; of a large bot it is made beside the
 * main thread, else in turns.
 * @param client who asks, where others wait for the thread too
 * @throws what the operation throws
 */
export async function askInside(mock: Mock, bot: Bot, question: Question, client: string): Promise<unknown> {
  const { operationId, request, now } = question
  const effort = { op: operation(operationId), request, bots: [bot], now, step: calendarStep() }
  const ms = await mock.stretches.run(() => mock.offload.takes(effort))
  const body =
    ms === undefined
      ? await mock.stretches.run(() => compute(bot.world, question))
      : await mock.offload.answer(bot.world, question, { client, ms })
  return JSON.parse(bodyText(body))
}

/**
 * What no API tells of a bot, as JSON: made beside the main thread where it takes long, else in turns.
 * @param effort by which that is known
 * @throws Refusal as `Offload.answer` does
 */
export async function toldInside(
  call: AdminCall,
  world: World,
  question: InsideQuestion,
  effort: Effort | Scan,
): Promise<string> {
  const { stretches, offload } = call.mock
  const ms = await stretches.run(() => offload.takes(effort))
  return bodyText(
    ms === undefined
      ? await stretches.run(() => compute(world, question))
      : await offload.answer(world, question, askerOf(call, ms)),
  )
}
