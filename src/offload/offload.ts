import type { Body } from '../apis/page.ts'
import type { Call } from '../http/exchange.ts'
import { keep } from '../http/steps/recall.ts'
import type { Bot } from '../world/bot.ts'
import { estimate } from './estimate.ts'
import type { Job } from './job.ts'
import type { Pool } from './pool.ts'

/** Answers estimated to take longer than this many ms are computed beside the main thread. */
const MAX_BLOCK = 40

/**
 * Keeps long computations off the main thread, so that it goes on answering others. An operation is a pure function of
 * world, clock and request; a worker thread with a world made from the same spec gives the same bytes.
 */
export class Offload {
  readonly #most: number
  #pool: Promise<Pool> | undefined

  /** @param most ms that an answer may take on the main thread by estimate; Infinity: any. */
  constructor(most: number = MAX_BLOCK) {
    this.#most = most
  }

  /** Whether this call is to be answered by `answer`. */
  takes({ op, request, stage, bot, app, now }: Call): boolean {
    if (request === undefined || this.#most === Number.POSITIVE_INFINITY) return false
    const bots: readonly Bot[] = bot !== undefined ? [bot] : stage.world.bots
    const seen = bot === undefined && app?.kind === 'bot' ? bots.filter(({ id }) => app.bots.includes(id)) : bots
    return estimate(op, request, seen, now, this.#most) > this.#most
  }

  /**
   * Answers a call in the worker; on this thread when there can be none.
   * @throws what the operation throws
   */
  async answer(call: Call): Promise<void> {
    const { stage } = call
    const job = jobOf(call)
    this.#pool ??= import('./pool.ts').then(({ Pool }) => new Pool())
    const pool = await this.#pool
    let body: Body
    try {
      const { buffer, byteOffset, byteLength } = await pool.run(stage.world, job)
      body = Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength)
    } catch (error) {
      if (!(error instanceof Error && error.name === 'NoWorker')) throw error
      body = (await import('./job.ts')).compute(stage.world, job)
    }
    call.answer = { status: 200, body: keep(call, body) }
  }

  /** Ends the worker, if there was one. */
  async close(): Promise<void> {
    await (await this.#pool)?.close()
  }
}

function jobOf({ op, request, stage, now, app, fault }: Call): Job {
  const { path, query, body } = request!
  return {
    operationId: op.operationId,
    request: { path: { ...path }, query, body },
    now,
    accountId: stage.scenario.world.account.id,
    ...(app?.kind === 'bot' ? { appBots: app.bots } : undefined),
    ...(fault !== undefined && 'page' in fault.action && op.page !== undefined
      ? { bend: { kind: fault.action.page, rule: op.page } }
      : undefined),
  }
}
