import type { QuotaBreach, QuotaControl, QuotaState } from '../control/control.ts'
import type { CallFacts } from '../control/exchanged.ts'
import { bucketState, countedBy } from '../control/quotas.ts'
import { replyList, replyNumber, replyText } from './link.ts'
import type { Shared } from './shared.ts'

/** The calls that all replicas count together, on the server. */
export class StoreQuotas implements QuotaControl {
  readonly #shared: Shared

  constructor(shared: Shared) {
    this.#shared = shared
  }

  take(call: CallFacts): Promise<QuotaBreach | undefined> | undefined {
    const counted = countedBy(call)
    if (counted === undefined) return undefined
    const { perMinute, perHour } = counted.limits
    const limits = [perMinute, perHour].map(limit => (limit === Infinity ? -1 : limit))
    return this.#shared
      .count('quota', [counted.key, call.now, ...limits, this.#shared.replica.epoch])
      .then(([window, seconds]) => {
        const name = replyText(window)
        return name === 'hour' || name === 'minute' ? { window: name, retryAfter: replyNumber(seconds) } : undefined
      })
  }

  async list(now: (testId: string | undefined) => number, testId?: string): Promise<QuotaState[]> {
    const states: QuotaState[] = []
    for (const one of replyList(await this.#shared.ask('quotas', [this.#shared.generation]))) {
      const [key, limits, times] = replyList(one)
      const [bucket = '', botId = '', ofTest = ''] = replyText(key).split('\n')
      const [minute, hour] = replyText(limits).split(',').map(limitOf)
      if (testId !== undefined && ofTest !== testId) continue
      states.push(
        bucketState(
          {
            bucket,
            botId: botId === '' ? null : botId,
            testId: ofTest === '' ? null : ofTest,
            limits: { perMinute: minute!, perHour: hour! },
            times: replyList(times).map(replyNumber),
          },
          now(ofTest === '' ? undefined : ofTest),
        ),
      )
    }
    return states
  }
}

const limitOf = (text: string) => (text === '-1' ? Infinity : Number(text))
