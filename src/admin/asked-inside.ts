import type { Question } from '../apis/ask.ts'
import type { InsideQuestion } from '../apis/inside.ts'
import { bodyText } from '../apis/page.ts'
import { operation } from '../contract/contract.ts'
import type { Mock } from '../mock/mock.ts'
import { calendarStep, type Effort, type Scan } from '../offload/estimate.ts'
import { compute, type WorldQuestion } from '../offload/job.ts'
import type { Bot, World } from '../world/types.ts'
import { askerOf } from './asker.ts'
import type { AdminCall } from './call.ts'
import { type Beside, madeBeside } from './made-beside.ts'

/** What is made of a question: beside the main thread, or in turns where it takes little. Who asks several lets others have theirs between. */
async function madeSomewhere(mock: Mock, world: World, question: WorldQuestion, beside: Beside): Promise<string> {
  const told = await madeBeside(mock, world, question, beside)
  if (told !== undefined) return told
  const text = bodyText(await mock.stretches.run(() => compute(world, question)))
  await mock.stretches.pass()
  return text
}

/**
 * What an operation answers about a bot when the mock itself asks, as JSON that was read; of a large bot it is made beside the
 * main thread, else in turns.
 * @param client who asks, where others wait for the thread too
 * @throws what the operation throws
 */
export async function askInside(mock: Mock, bot: Bot, question: Question, client: string): Promise<unknown> {
  const { operationId, request, now } = question
  const effort = { op: operation(operationId), request, bots: [bot], now, step: calendarStep() }
  return JSON.parse(await madeSomewhere(mock, bot.world, question, { effort, asker: ms => ({ client, ms }) }))
}

/**
 * What no API tells of a bot, as JSON: made beside the main thread where it takes long, else in turns.
 * @param effort by which that is known
 * @throws Refusal as `Offload.answer` does
 */
export const toldInside = (
  call: AdminCall,
  world: World,
  question: InsideQuestion,
  effort: Effort | Scan,
): Promise<string> => madeSomewhere(call.mock, world, question, { effort, asker: ms => askerOf(call, ms) })
