import { ask } from '../apis/ask.ts'
import { pageAfter } from '../apis/neighbour-page.ts'
import type { ValidRequest } from '../apis/operation.ts'
import { numberIn, otherFields } from '../apis/request-fields.ts'
import { saysMore } from '../apis/says-more.ts'
import { own } from '../contract/own.ts'
import type { Owner } from '../memory/belongings.ts'
import { memoize } from '../memory/memoize.ts'
import type { SpareJob } from '../offload/spare-job.ts'
import type { Call } from './exchange.ts'
import { clientOf } from './offloading.ts'
import { toQuestion } from './question.ts'
import { settlesAt } from './settles-at.ts'

/** ms: after a page that took less the next one is made when it is asked for. */
const LEAST_MS = 3
/** Calls of others that may come between two pages of a walk: with more of them the machine is not idle. */
const MOST_OTHERS = 4
/** What a page that is awaited takes beside its key and its body, roughly. */
const NEXT_PAGE_BYTES = 400

/** A page that is likely to be asked for next. */
interface NextPage {
  /** How many calls had come when the page before it was answered. */
  readonly calls: number
  /** What a thread makes of it; undefined: it is only awaited, or the main thread makes its rows. */
  readonly job: SpareJob | undefined
  /** ms that the main thread has already spent on its rows. */
  spentMs: number
}

/** What is no longer awaited is not made either. */
const nextPagesOf = memoize((owner: Owner) =>
  owner.belongings.cache<string, NextPage>('ahead', { onDrop: ({ job }) => job?.giveWay() }),
)

/**
 * Wraps what answers a good request: who asks for the pages of a list one after the other has the next one made meanwhile, where
 * the machine is idle (decision D485). After a page that a thread has made a thread makes the next one, from the first page on. Of
 * pages that the main thread makes the rows are made, from the third page on, between other things that it does.
 *
 * Each walk has one page made ahead at most, of ranges that are over: their rows never change (ruling R15), so the bytes are those
 * that the request itself would be answered with.
 */
export class ReadAhead {
  readonly #work: (call: Call) => undefined | Promise<void>
  #calls = 0

  /** @param work answers a good request */
  constructor(work: (call: Call) => undefined | Promise<void>) {
    this.#work = work
  }

  /** Counts a call of an API, or of what is none: where there are many the machine is not idle. */
  count(): void {
    this.#calls += 1
  }

  /** Gives the call its answer. @throws what the work throws */
  answer(call: Call): undefined | Promise<void> {
    if (!mayBeReadOn(call)) return this.#work(call)
    const pages = nextPagesOf(call.stage)
    const key = pages.size === 0 ? undefined : pageKey(call, call.request!)
    const page = key === undefined ? undefined : pages.get(key)
    const waiting = page?.job?.askFor(call.caller?.signal())
    if (key !== undefined) pages.delete(key)
    return page === undefined || waiting === undefined ? this.#make(call, page) : this.#take(call, page, waiting)
  }

  /** Answers with what a thread makes. */
  async #take(call: Call, page: NextPage, waiting: Promise<Uint8Array | undefined>): Promise<void> {
    const body = await waiting
    if (body === undefined) return this.#make(call, page)
    call.answer = { status: 200, body }
    this.#readOn(call, page)
  }

  /** Answers with what is made now. @param page as it was awaited */
  #make(call: Call, page: NextPage | undefined): undefined | Promise<void> {
    const began = performance.now() - (page?.spentMs ?? 0)
    const readOn = () => {
      if (performance.now() - began >= LEAST_MS) this.#readOn(call, page)
    }
    const waiting = this.#work(call)
    if (waiting !== undefined) return waiting.then(readOn)
    readOn()
  }

  /** Has the page after that of a call made, or awaits that it is asked for. */
  #readOn(call: Call, page: NextPage | undefined): void {
    const { mock, op, stage, answer } = call
    const { body } = answer!
    const request = saysMore(body) === false ? undefined : pageAfter(op, call.request!)
    if (request === undefined) return
    const calls = this.#calls
    const question = { ...toQuestion(call), request }
    const isByThread = body instanceof Uint8Array
    const isIdle = page === undefined ? isByThread : calls - page.calls - 1 <= MOST_OTHERS
    const job = isIdle && isByThread ? mock.offload.ahead(stage.world, question, clientOf(call)) : undefined
    const next: NextPage = { calls, job, spentMs: 0 }
    const pages = nextPagesOf(stage)
    const key = pageKey(call, request)
    const bytes = NEXT_PAGE_BYTES + 2 * key.length
    pages.set(key, next, bytes)
    void job?.body.then(made => {
      if (made !== undefined) pages.resize(key, next, bytes + made.length)
    })
    if (!isIdle || isByThread) return
    void mock.stretches.spare(
      () => ask(stage.world, question),
      ms => {
        next.spentMs += ms
        return this.#calls === calls && pages.peek(key) === next && mock.offload.readsAhead
      },
    )
  }
}

/** Whether its answer is a page that stays as it is for ever, on a machine that has time to make the next one. */
function mayBeReadOn({ op, fault, mock, now, request, stage }: Call): boolean {
  if (op.page === undefined || fault !== undefined || !mock.offload.readsAhead) return false
  return settlesAt(op, request!) < now - stage.world.latest
}

/** All that decides about a page, as one text, in whatever order and by whatever names its place and its size were written. */
function pageKey(call: Call, request: ValidRequest): string {
  const { operationId, page, reading } = call.op
  const { path, query, body, headers } = request
  const { auth: _, ...others } = headers as Readonly<Record<string, unknown>>
  const bots = call.app?.kind === 'bot' ? call.app.bots : undefined
  const place = [page!.size, page!.skip ?? page!.page!]
  const rest = (fields: object, aliases: Readonly<Record<string, string>>) =>
    otherFields(fields, name => place.includes(own(aliases, name) ?? name))
  const { aliasOf } = reading
  const numbers = place.map(name => numberIn(request, name))
  return JSON.stringify([
    operationId,
    bots,
    path,
    others,
    numbers,
    rest(query, aliasOf.query),
    rest(body, aliasOf.body),
  ])
}
