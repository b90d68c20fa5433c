import { memoize } from '../../memory/memoize.ts'
import { uuidFor } from '../ids.ts'
import { cumulate } from '../random.ts'
import type { Bot } from '../types.ts'

/** A queue that conversations are handed over to. */
export interface Queue {
  /** `qu-` + uuid (facts 1.2). */
  readonly queueId: string
  readonly queueName: string
}

interface Queues {
  readonly queues: readonly Queue[]
  /** Index into `queues` by index of intent. */
  readonly ofIntent: Uint8Array
  /** Index of the queue that it is passed on to, by index of intent; -1: it is not. */
  readonly passedTo: Int16Array
  /** Running sums of the queues' shares of what customers come for. */
  readonly shares: Float64Array
}

/** Bytes of a bot's queues: 1,200 to 2,400, measured. */
const QUEUES_BYTES = 2_600

// Queues are named in rows of sessions too, which have no use for people: Faker is not loaded for them.
const keptQueues = memoize((bot: Bot): Queues => {
  const { pack, spec, key } = bot
  const names = spec.staff.queues.length > 0 ? spec.staff.queues : pack.queues
  const weights = new Array<number>(names.length).fill(0)
  // A scenario's own queues stand for the pack's, in their order.
  const indexOf = (queue: string): number => {
    const own = names.indexOf(queue)
    return own >= 0 ? own : Math.max(0, pack.queues.indexOf(queue)) % names.length
  }
  const ofIntent = Uint8Array.from(pack.intents, ({ queue, weight }) => {
    const index = indexOf(queue)
    weights[index]! += weight
    return index
  })
  const passedTo = Int16Array.from(pack.intents, ({ queue, passedTo }) =>
    passedTo === undefined || indexOf(passedTo) === indexOf(queue) ? -1 : indexOf(passedTo),
  )
  bot.hold(QUEUES_BYTES)
  return {
    queues: names.map(queueName => ({ queueId: uuidFor('qu-', key, 'queue', queueName), queueName })),
    ofIntent,
    passedTo,
    shares: cumulate(weights),
  }
})

/** The queues of a bot's contact centre: those of the scenario, else the pack's. */
export function queuesOf(bot: Bot): readonly Queue[] {
  return keptQueues(bot).queues
}

/** Index of the queue of each intent of the bot's pack. */
export function queueOfIntent(bot: Bot): Uint8Array {
  return keptQueues(bot).ofIntent
}

/** Running sums of the queues' shares of what customers come for. */
export function queueShares(bot: Bot): Float64Array {
  return keptQueues(bot).shares
}

/** Index of the queue to which agents pass each intent of the bot's pack on; -1: they do not. */
export function queuePassedTo(bot: Bot): Int16Array {
  return keptQueues(bot).passedTo
}
