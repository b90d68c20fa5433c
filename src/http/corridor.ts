import { brokenOff, nobodyWaits } from '../contract/closing-refusal.ts'
import { Refusal } from '../contract/refusal.ts'
import type { Mock } from '../mock/mock.ts'
import { answerRefusal } from './answer-refusal.ts'
import { type Call, Exchange, type RequestHead, type RouteMatch, type Step } from './exchange.ts'
import { AnswerHeads } from './head.ts'
import { KeptAnswers } from './kept-answers.ts'
import { offloading } from './offloading.ts'
import { ReadAhead } from './read-ahead.ts'
import { RequestIds } from './request-ids.ts'
import { writeAnswer } from './steps/answer.ts'
import { findBot } from './steps/bot.ts'
import { readControlHeaders, readTestId } from './steps/control-headers.ts'
import { checkCredentials } from './steps/credentials.ts'
import { awaitCurrent } from './steps/current.ts'
import { applyFault } from './steps/fault.ts'
import { operate, takeTurns } from './steps/operate.ts'
import { heedPreferences } from './steps/prefer.ts'
import { checkQuota } from './steps/quota.ts'
import { checkRules } from './steps/rules.ts'
import { checkScope } from './steps/scope.ts'
import { validateRequest } from './steps/validate.ts'
import { Unmatched } from './unmatched.ts'

/*
 * The way of a request, in the order of ruling R5; that the route (404) and the verb (405) are known was seen before. Each
 * step knows nothing of the others but what they left in the exchange, and one that gives the call its answer ends its way.
 */

/** Who calls, and what stands in his way: for every call. */
const gate: readonly Step[] = [
  awaitCurrent,
  readControlHeaders,
  checkCredentials,
  checkScope,
  checkQuota,
  applyFault,
  heedPreferences,
  findBot,
]

/** Whether the request is a good one: by the contract alone. */
const checks: readonly Step[] = [validateRequest, checkRules]

/** What answers a good request. */
const work: readonly Step[] = [takeTurns, offloading(operate), takeTurns, writeAnswer]

/** Takes steps from one on, until the call has its answer; goes on later when a step waits. */
function walk(steps: readonly Step[], call: Call, from = 0): undefined | Promise<void> {
  for (let i = from; i < steps.length && call.answer === undefined; i += 1) {
    const waiting = steps[i]!(call)
    if (waiting !== undefined) return waiting.then(() => walk(steps, call, i + 1))
  }
}

/**
 * Takes requests of one mock from their first byte to the answer and into the journal. It knows of no server: a face (Fastify
 * is one) hands it plain values, and sends `exchange.answer` with the head that `head` gives.
 */
export class Corridor {
  readonly mock: Mock
  readonly head = new AnswerHeads()
  readonly #ids = new RequestIds()
  readonly #ahead = new ReadAhead(call => walk(work, call))
  readonly #unmatched: Unmatched
  readonly #way: readonly Step[]

  constructor(mock: Mock) {
    this.mock = mock
    this.#unmatched = new Unmatched(mock.memory)
    const kept = new KeptAnswers(
      call => walk(checks, call),
      call => this.#ahead.answer(call),
    )
    this.#way = [...gate, call => kept.answer(call)]
  }

  /**
   * Begins an exchange; its body is to be put into it when it is there.
   * @param taker undefined: no operation takes it
   */
  begin(head: RequestHead, taker?: RouteMatch): Exchange {
    this.#ahead.count()
    return new Exchange(this.mock, this.#ids.of(head), head, taker)
  }

  /** Gives a call its answer; never throws. A promise only where something has to be waited for. */
  answer(call: Call): undefined | Promise<void> {
    this.mock.stretches.begin()
    try {
      const waiting = walk(this.#way, call)
      if (waiting !== undefined) {
        return waiting.then(
          () => this.#leave(call),
          (error: unknown) => this.#fail(call, error),
        )
      }
    } catch (error) {
      this.#fail(call, error)
      return
    }
    this.#leave(call)
  }

  /** Refuses what no operation takes: 405 for a known path, 404 for an unknown one. */
  answerUnmatched(exchange: Exchange): void {
    this.refuse(exchange, this.refusalOf(exchange))
  }

  /** The refusal of what no operation takes, where there is no exchange. */
  refusalOf(head: Pick<RequestHead, 'method' | 'url'>): Refusal {
    return this.#unmatched.refusalOf(head)
  }

  /**
   * Refuses a request that never became a call.
   * @param error a refusal; anything else is a fault of the mock
   */
  refuse(exchange: Exchange, error: unknown): void {
    readTestId(exchange)
    this.#fail(exchange, error)
  }

  /** Ends an exchange with what a step has thrown. */
  #fail(exchange: Exchange, error: unknown): void {
    if (error instanceof Refusal) answerRefusal(exchange, heardAs(error, exchange))
    else {
      exchange.failure = error
      answerRefusal(exchange, ownFault(error))
    }
    this.#leave(exchange)
  }

  /** The answer is there: the journal keeps what came and what is to leave, not what was made of it on the way. */
  #leave(exchange: Exchange): void {
    exchange.status = exchange.answer!.status
    exchange.durationMs = performance.now() - exchange.startedAt
    exchange.request = undefined
    exchange.caller = undefined
    exchange.mock.control.journal.add(exchange)
  }
}

/** A refusal that the client did not earn is, where the connection is over, no answer but how it ended (decision D220). */
function heardAs(refusal: Refusal, { caller }: Exchange): Refusal {
  if (refusal.isEarned || caller?.goneBy === undefined) return refusal
  return caller.goneBy === 'mock' ? brokenOff() : nobodyWaits()
}

function ownFault(error: unknown): Refusal {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return new Refusal(500, 'Internal Server Error', {
    isEarned: false,
    violations: [{ property: 'server', message }],
  })
}
