import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { askedAs, type RecordedAnswer, type Stage } from '../../src/console/recording/recording.ts'

/** Names of files hold a digest of what is in them, as long as this. */
const DIGEST_LENGTH = 16
const OF_THE_MOCK = /^\/(?:__admin|api|agentassist)\//
/** A stream, which has no end. */
const EVENTS = '/__admin/events'

/** Answers that a page got, stage by stage of a story; what was answered as before is not written down again. */
export class HeardAnswers {
  readonly #stages: Map<string, RecordedAnswer>[] = [new Map()]
  readonly #files = new Map<string, Buffer>()
  readonly #reading = new Set<Promise<void>>()

  /** Listens to all that a page is answered. */
  follow(page: Page): void {
    page.on('response', response => {
      const { pathname, search } = new URL(response.url())
      if (!OF_THE_MOCK.test(pathname) || pathname === EVENTS) return
      const request = response.request()
      const asked = askedAs(request.method(), pathname + search, request.postData() ?? undefined)
      const stage = this.#stages.at(-1)!
      const reading = response.body().then(
        body => this.#keep(stage, asked, { status: response.status(), body }),
        // It was cancelled by the page, which had gone elsewhere.
        () => {},
      )
      this.#reading.add(reading)
      void reading.finally(() => this.#reading.delete(reading))
    })
  }

  /** The next step of the story begins. */
  async nextStage(): Promise<void> {
    await this.settled()
    this.#stages.push(new Map())
  }

  /** Waits until all bodies were read. */
  async settled(): Promise<void> {
    await Promise.all(this.#reading)
  }

  /** By stage, and the files that hold bodies: JSON, packed by gzip. */
  get heard(): { readonly stages: readonly Stage[]; readonly files: ReadonlyMap<string, Buffer> } {
    const used = new Set(this.#stages.flatMap(stage => [...stage.values()].map(({ file }) => file)))
    return {
      stages: this.#stages.map(stage => Object.fromEntries(stage)),
      files: new Map([...this.#files].filter(([name]) => used.has(name))),
    }
  }

  #keep(stage: Map<string, RecordedAnswer>, asked: string, { status, body }: { status: number; body: Buffer }): void {
    // No ending that a web server knows: it would be unpacked twice, or not at all.
    const file = `${createHash('sha256').update(body).digest('hex').slice(0, DIGEST_LENGTH)}.bin`
    const before = this.#stages.slice(0, this.#stages.indexOf(stage)).findLast(one => one.has(asked))
    if (before?.get(asked)?.file === file) return
    if (!this.#files.has(file)) this.#files.set(file, gzipSync(body, { level: 9 }))
    stage.set(asked, { status, file })
  }
}
