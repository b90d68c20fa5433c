// Asks a mock, over a connection that is kept or without a network, and knows an answer that does not come.
import http from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** A mock that listens: { app, ask, close }; `ask(sent, bySocket, signal)` gives { statusCode, payload }. */
async function listening(app) {
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address()
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  return {
    app,
    ask: (sent, bySocket, signal) => (bySocket ? overSocket({ agent, port, signal }, sent) : app.inject(sent)),
    close: async () => {
      agent.destroy()
      await app.close()
    },
  }
}

function overSocket({ agent, port, signal }, { method, url, headers, payload }) {
  const length = payload === undefined ? {} : { 'content-length': Buffer.byteLength(payload) }
  return new Promise((resolve, reject) => {
    const options = { agent, port, signal, method, path: url, headers: { ...headers, ...length } }
    const request = http.request({ host: '127.0.0.1', ...options }, answer => {
      const chunks = []
      answer.on('data', chunk => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () =>
        resolve({ statusCode: answer.statusCode, payload: Buffer.concat(chunks).toString(), headers: answer.headers }),
      )
    })
    request.on('error', reject)
    request.end(payload)
  })
}

/** One mock and those who ask it. */
export class Asking {
  #makeApp
  #limit
  #mock
  /** Answers that took longer than the limit, but not when they were asked for again. */
  slowOnce = 0
  bySocket = 0

  /**
   * @param makeApp takes further options of the mock
   * @param limit ms that an answer may take
   */
  static async start(makeApp, limit) {
    const asking = new Asking()
    asking.#makeApp = makeApp
    asking.#limit = limit
    asking.#mock = await listening(makeApp())
    return asking
  }

  get app() {
    return this.#mock.app
  }

  close() {
    return this.#mock.close()
  }

  /**
   * The answer. What is too late once may be the machine's fault: it is asked for again, here and of a mock that has just
   * started and has nothing else to do.
   */
  async answer(sent, bySocket) {
    if (bySocket) this.bySocket += 1
    const first = await this.#inTime(this.#mock, sent, bySocket)
    if (first !== undefined) return first
    const again = await this.#inTime(this.#mock, sent, bySocket)
    // Without a thread, whose start takes longer than what it is for.
    const fresh = await listening(this.#makeApp({ maxBlockMs: Number.POSITIVE_INFINITY }))
    const alone = await this.#inTime(fresh, sent, bySocket)
    await fresh.close()
    if (again === undefined || alone === undefined) {
      const where = again === undefined ? 'of the same mock' : 'of a fresh one'
      throw new Error(`no answer within ${this.#limit} ms, nor when it was asked for again ${where}`)
    }
    this.slowOnce += 1
    return again
  }

  async #inTime(mock, sent, bySocket) {
    const began = performance.now()
    const giveUp = new AbortController()
    const asked = mock.ask(sent, bySocket, giveUp.signal)
    asked.catch(() => {})
    const answer = await Promise.race([asked, sleep(this.#limit, undefined, { signal: giveUp.signal })])
    giveUp.abort()
    return performance.now() - began > this.#limit ? undefined : answer
  }
}
