import type { ReadingQuestion } from '../offload/reading.ts'
import { ScenarioError } from '../scenario/error.ts'
import { askerOf } from './asker.ts'
import type { AdminCall } from './call.ts'

/** ms that it takes, about. */
const LIST_MS = 150

/**
 * What is shipped and lies in files, as JSON, read beside the main thread.
 * @throws ScenarioError for a shipped file that is wrong
 */
export async function listOfFiles(
  call: AdminCall,
  list: Extract<ReadingQuestion, { list: unknown }>['list'],
): Promise<string> {
  const outcome = await call.mock.offload.read({ list }, askerOf(call, LIST_MS))
  if ('listed' in outcome) return outcome.listed
  throw new ScenarioError(outcome.wrong.file, outcome.wrong.problems)
}
