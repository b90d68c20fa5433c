import type { AdminToken } from './admin-token.ts'
import type { World } from './answers.ts'
import { type Call, urlOfCall } from './call.ts'
import { type Carrier, network } from './carrier.ts'
import { CallFailure, failureOf } from './failure.ts'
import { CONSOLE_TEST_ID } from './test-id.ts'

/** Sends calls to the mock that served the page, with what they need to be let in. */
export class MockClient {
  readonly #adminToken: AdminToken
  readonly #carrier: Carrier
  #world: Promise<World> | undefined
  #token: Promise<string> | undefined

  constructor(adminToken: AdminToken, carrier: Carrier = network) {
    this.#adminToken = adminToken
    this.#carrier = carrier
  }

  /**
   * Sends a call.
   * @throws CallFailure when it is refused, or nobody answers; whatever `signal` was aborted with.
   */
  async send<Answer>(call: Call<Answer>, signal?: AbortSignal): Promise<Answer> {
    try {
      return await this.#sendOnce(call, signal)
    } catch (error) {
      if (call.face === 'admin' || !(error instanceof CallFailure) || error.status !== 401) throw error
      // Another scenario has other apps: a token of one that is gone is made anew, once.
      this.forget()
      return this.#sendOnce(call, signal)
    }
  }

  /**
   * Sends a call whose answer is read as it comes: a stream, or a file.
   * @throws as `send`
   */
  async open(
    call: Call<unknown>,
    signal?: AbortSignal,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const headers = { ...(await this.headersOf(call)), ...more }
    const body = call.body === undefined ? null : JSON.stringify(call.body)
    let response: Response
    try {
      response = await this.#carrier.send(urlOfCall(call), {
        method: call.method,
        headers,
        body,
        signal: signal ?? null,
      })
    } catch (error) {
      if (signal?.aborted) throw error
      throw new CallFailure('unreachable', 'The mock does not answer.')
    }
    if (!response.ok) throw await failureOf(response)
    return response
  }

  /** Where the mock is, as code has it that somebody copies. */
  get origin(): string {
    return this.#carrier.origin
  }

  /** Sends a request as it is, and gives whatever comes. @throws what `fetch` throws */
  sendAsIs(url: string, request: RequestInit): Promise<Response> {
    return this.#carrier.send(url, request)
  }

  /** Forgets what may have changed with the scenario. */
  forget(): void {
    this.#world = undefined
    this.#token = undefined
  }

  /** Takes the world that was asked for anyway, and asks for a token meanwhile: the first call of an API need not wait for them. */
  know(world: World): void {
    this.#world = Promise.resolve(world)
    this.#token ??= this.#tokenFor(world)
    // Who needs it hears of the failure.
    this.#token.catch(() => {})
  }

  /** Headers of a call, as they are sent. */
  async headersOf(call: Call<unknown>): Promise<Record<string, string>> {
    const body: Record<string, string> = call.body === undefined ? {} : { 'content-type': 'application/json' }
    if (call.face === 'admin') return { ...body, ...this.#adminToken.headers() }
    this.#world ??= this.#sendOnce(WORLD)
    const world = await this.#world.catch(error => {
      this.#world = undefined
      throw error
    })
    this.#token ??= this.#tokenFor(world)
    const auth = await this.#token.catch(error => {
      this.#token = undefined
      throw error
    })
    return { ...body, auth, accountId: world.account.id, 'x-test-id': CONSOLE_TEST_ID }
  }

  async #tokenFor({ apps }: World): Promise<string> {
    const app = apps.find(({ kind }) => kind === 'account') ?? apps[0]
    const body = { expiresIn: null, ...(app === undefined ? {} : { app: app.name }) }
    const call: Call<{ token: string }> = { method: 'POST', path: '/__admin/tokens', face: 'admin', body }
    return (await this.#sendOnce(call)).token
  }

  async #sendOnce<Answer>(call: Call<Answer>, signal?: AbortSignal): Promise<Answer> {
    const response = await this.open(call, signal)
    try {
      return (await response.json()) as Answer
    } catch (error) {
      if (signal?.aborted) throw error
      throw new CallFailure('refused', 'The answer is no JSON, or was cut off.', { status: response.status })
    }
  }
}

const WORLD: Call<World> = { method: 'GET', path: '/__admin/world', face: 'admin' }
