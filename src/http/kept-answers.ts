import { type Body, bytesOf } from '../apis/page.ts'
import { own } from '../contract/own.ts'
import { Refusal } from '../contract/refusal.ts'
import type { OperationInfo } from '../contract/types.ts'
import { cachePerOwner } from '../memory/belongings.ts'
import { Seen } from '../memory/seen.ts'
import { hashText } from '../world/random.ts'
import { answerRefusal } from './answer-refusal.ts'
import type { Call } from './exchange.ts'
import { latin1Of } from './latin1.ts'
import { settlesAt } from './settles-at.ts'

/** Larger answers are made anew; the largest page there is, 10,000 messages, has 11 MB. */
const MAX_ANSWER = 14 * 1024 * 1024
/** Requests with longer URLs and bodies are not worth the memory. */
const MAX_REQUEST = 4096
/** Refusals that list more violations are made anew. */
const MAX_VIOLATIONS = 20
/** Places for requests that came once. */
const SEEN_PLACES = 8192
/** What something known takes beside its texts, roughly. */
const KNOWN_BYTES = 1000

/** What is known of a request that was found bad: it is refused in the same words. */
class BadRequest {
  readonly refusal: Refusal
  readonly bytes: number

  constructor(key: string, refusal: Refusal) {
    this.refusal = refusal
    this.bytes = KNOWN_BYTES + key.length + 2 * refusal.text.length
  }
}

/** What is known of a request that was found good, and what it was answered when nothing can change that any more. */
class GoodRequest {
  readonly request: NonNullable<Call['request']>
  /** ms UTC on the world's clock after which the answer stays the same, where nothing is seen late; Infinity: never. */
  readonly settles: number
  body: Uint8Array | undefined
  bytes: number

  constructor(key: string, op: OperationInfo, request: NonNullable<Call['request']>) {
    this.request = request
    this.settles = settlesAt(op, request)
    this.bytes = KNOWN_BYTES + 2 * key.length
  }

  /** Takes what the request was answered; what there is too much of is made anew. */
  keep(body: Body): Body {
    if (body.length > MAX_ANSWER) return body
    const bytes = bytesOf(body)
    this.body = bytes
    this.bytes += bytes.length
    return bytes
  }
}

type Known = BadRequest | GoodRequest

/** What is known of the requests to each stage. */
const knownRequestsOf = cachePerOwner<string, Known>('answers')

/**
 * Wraps what is done with a call that has passed the gate: most clients send the same few requests again and again. A
 * request found bad is refused in the same words, one found good is not looked at again, and what it was answered is sent
 * again where everything in its range has closed: what has closed never changes (ruling R15), so the answer is the same
 * whatever the clock says. All that is kept belongs to the bytes of a request, the stage that answers it and the bots of
 * its app; what steps before have found out (credentials, quotas, faults) is found out for every call.
 *
 * A page of 20 sessions asked for again takes 40 µs of processor time, with all that Node does; made again from kept rows it
 * takes 59 (the bench's row, Node 20).
 */
export class KeptAnswers {
  readonly #check: (call: Call) => undefined | Promise<void>
  readonly #work: (call: Call) => undefined | Promise<void>
  /** Who walks through pages asks nothing twice: good requests are known from the second time on. */
  readonly #seen = new Seen(SEEN_PLACES)

  /**
   * @param check finds out whether the request is a good one, by nothing but its bytes and its stage; waits for nothing
   * @param work answers a good one
   */
  constructor(check: (call: Call) => undefined | Promise<void>, work: (call: Call) => undefined | Promise<void>) {
    this.#check = check
    this.#work = work
  }

  /** Gives the call its answer. @throws what the steps throw */
  answer(call: Call): undefined | Promise<void> {
    const key = keyOf(call)
    if (key === undefined) {
      this.#check(call)
      return this.#work(call)
    }
    const known = knownRequestsOf(call.stage).get(key)
    if (known === undefined) return this.#answerNew(call, key)
    // Not thrown: a throw is a tenth of what the whole request costs.
    if (known instanceof BadRequest) {
      answerRefusal(call, known.refusal)
      return
    }
    call.request = known.request
    return this.#answerGood(call, key, known)
  }

  #answerNew(call: Call, key: string): undefined | Promise<void> {
    const known = knownRequestsOf(call.stage)
    try {
      this.#check(call)
    } catch (error) {
      if (error instanceof Refusal && error.violations.length <= MAX_VIOLATIONS) {
        const bad = new BadRequest(key, error)
        known.set(key, bad, bad.bytes)
      }
      throw error
    }
    if (!this.#seen.again(hashText(key))) return this.#work(call)
    const good = new GoodRequest(key, call.op, call.request!)
    known.set(key, good, good.bytes)
    return this.#answerGood(call, key, good)
  }

  #answerGood(call: Call, key: string, known: GoodRequest): undefined | Promise<void> {
    const isSettled = known.settles < call.now - call.stage.world.latest && call.fault === undefined
    if (!isSettled) return this.#work(call)
    if (known.body !== undefined) {
      call.answer = { status: 200, body: known.body }
      return
    }
    const keep = () => {
      call.answer = { status: 200, body: known.keep(call.answer!.body) }
      knownRequestsOf(call.stage).resize(key, known, known.bytes)
    }
    const waiting = this.#work(call)
    if (waiting !== undefined) return waiting.then(keep)
    keep()
  }
}

/**
 * Everything that decides about the answer to a call but its stage and the clock, as one text; undefined: too long to be kept.
 * Of the token it is only which bots it may see.
 */
function keyOf({ op, url, headers, body, bodyTooLarge, app }: Call): string | undefined {
  if (bodyTooLarge || (body?.length ?? 0) + url.length > MAX_REQUEST) return undefined
  let key = `${op.operationId} ${url}\n${headers['content-type']}\n${headers['content-encoding']}`
  for (const { name, in: place } of op.parameters) {
    if (place === 'header' && name !== 'auth') key += `\n${own(headers, name.toLowerCase())}`
  }
  if (app?.kind === 'bot') key += `\n${app.bots.join()}`
  return body === undefined ? key : `${key}\n\n${latin1Of(body)}`
}
