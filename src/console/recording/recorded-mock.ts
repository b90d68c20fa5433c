import type { Carrier } from '../api/carrier.ts'
import { askedAs, type RecordedAnswer, type Recording, type Stage } from './recording.ts'

/** Characters of a body that is kept once it was read: small ones are asked for every few seconds. */
const LONGEST_KEPT = 50_000

/** Answers as a mock gave them. Nothing leaves the folder that the page is in. */
export class RecordedMock implements Carrier {
  /** Code that is copied asks a mock as `kore-mock` starts one. */
  readonly origin = 'http://127.0.0.1:4010'
  readonly #stages: readonly ReadonlyMap<string, RecordedAnswer>[]
  readonly #stepNow: () => number | undefined
  readonly #bodies = new Map<string, string>()
  #stage = 0

  /** @param stepNow the step of the story that is seen, from 1; undefined: none */
  constructor({ stages }: Recording, stepNow: () => number | undefined) {
    this.#stages = stages.map((stage: Stage) => new Map(Object.entries(stage)))
    this.#stepNow = stepNow
  }

  async send(url: string, { method = 'GET', body, signal }: RequestInit): Promise<Response> {
    signal?.throwIfAborted()
    if (url.startsWith('/__admin/events')) return new Response(silence(signal ?? undefined))
    const answer = this.#find(askedAs(method, url, typeof body === 'string' ? body : undefined))
    if (answer === undefined) return refusal(method, url)
    const text = await this.#bodyOf(answer.file)
    signal?.throwIfAborted()
    return new Response(text, { status: answer.status, headers: { 'content-type': 'application/json' } })
  }

  /** The answer of the step that is seen, else that of the last step before which had one, else that of a later one. */
  #find(asked: string): RecordedAnswer | undefined {
    this.#stage = this.#stepNow() ?? this.#stage
    const before = this.#stages.slice(0, this.#stage + 1).findLast(stage => stage.has(asked))
    return (before ?? this.#stages.find(stage => stage.has(asked)))?.get(asked)
  }

  async #bodyOf(file: string): Promise<string> {
    const known = this.#bodies.get(file)
    if (known !== undefined) return known
    const text = await unpacked(await fetch(`answers/${file}`))
    if (text.length <= LONGEST_KEPT) this.#bodies.set(file, text)
    return text
  }
}

/** @throws TypeError where the file does not come */
async function unpacked(response: Response): Promise<string> {
  if (!response.ok || response.body === null) throw new TypeError(`${response.url}: ${response.status}`)
  return new Response(response.body.pipeThrough(new DecompressionStream('gzip'))).text()
}

/** A stream in which nothing comes: nobody writes to the journal of a recording. */
function silence(signal: AbortSignal | undefined): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: controller => signal?.addEventListener('abort', () => controller.error(signal.reason), { once: true }),
  })
}

function refusal(method: string, url: string): Response {
  const msg =
    method === 'GET' || !url.startsWith('/__admin/')
      ? 'This is a recording, which does not have the answer to this; a running mock has'
      : 'This is a recording: that works with a running mock alone'
  return new Response(JSON.stringify({ errors: [{ msg }] }), { status: 501 })
}
