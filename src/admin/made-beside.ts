import { bodyText } from '../apis/page.ts'
import type { Mock } from '../mock/mock.ts'
import type { Effort, Scan } from '../offload/estimate.ts'
import type { WorldQuestion } from '../offload/job.ts'
import type { Asker } from '../offload/pool.ts'
import type { World } from '../world/types.ts'

/** Microseconds for each session of a day whose columns have to be made, which no stretch can break off. */
export const COLUMNS_OF_DAY_COST = 10

/** Who waits for the thread, by how long that may take, ms. */
type AskerFor = (ms: number) => Asker

/** How long something takes, by estimate, and who waits for it. */
export interface Beside {
  readonly effort: Effort | Scan
  readonly asker: AskerFor
}

/**
 * What is made of a question beside the main thread; undefined: it takes so little that it can be made here.
 * @throws Refusal as `Offload.answer` does
 */
export async function madeBeside(
  { stretches, offload }: Mock,
  world: World,
  question: WorldQuestion,
  { effort, asker }: Beside,
): Promise<string | undefined> {
  const ms = await stretches.run(() => offload.takes(effort))
  return ms === undefined ? undefined : bodyText(await offload.answer(world, question, asker(ms)))
}
