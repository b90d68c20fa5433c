import type { WireOutcome } from './exchange-log.ts'
import type { TimeSource } from './time-source.ts'
import type { Trial } from './trial.ts'

const NEVER = new Promise<never>(() => {})

/**
 * `fetch` without a socket, for a client in this process: the same answers and the same failures as on the wire. A request that
 * nobody will answer never comes to an end.
 */
export function judgedFetch(trial: Trial, time: TimeSource): typeof fetch {
  const { attempt } = trial
  return async (input, init) => {
    const asked = new Request(input, init)
    const { pathname, search } = new URL(asked.url)
    const body = asked.body === null ? undefined : await asked.text()
    const request = { method: asked.method, url: pathname + search, headers: Object.fromEntries(asked.headers), body }
    const outcome = await time.busy(trial.handle(request, attempt))
    asked.signal.throwIfAborted()
    return await responseOf(outcome, time)
  }
}

async function responseOf(outcome: WireOutcome, time: TimeSource): Promise<Response> {
  if (outcome.kind === 'hang') return await NEVER
  if (outcome.kind === 'reset') throw networkError('fetch failed')
  const { status, headers, body, delay, cut, dribble } = outcome
  if (delay + dribble > 0) await time.sleep(delay + dribble)
  return new Response(cut === undefined ? body : cutBody(body, cut), { status, headers: { ...headers } })
}

const networkError = (message: string) =>
  new TypeError(message, { cause: Object.assign(new Error('the connection was reset'), { code: 'ECONNRESET' }) })

/** A body that breaks off. */
function cutBody(body: string, share: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(body)
  const part = bytes.subarray(0, Math.floor(bytes.length * share))
  let hasSent = part.length === 0
  return new ReadableStream({
    pull(controller) {
      if (hasSent) controller.error(networkError('terminated'))
      else controller.enqueue(part)
      hasSent = true
    },
  })
}
