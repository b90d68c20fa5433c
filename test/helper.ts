import { createHmac } from 'node:crypto'
import { createRequire } from 'node:module'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import type { Test } from 'tap'
import { bodyText } from '../src/apis/page.ts'
import { document } from '../src/contract/contract.ts'
import { createFormats } from '../src/contract/formats.ts'
import type { Exchanged } from '../src/control/exchanged.ts'
import { createApp } from '../src/fastify/app.ts'
import type { AppOptions } from '../src/fastify/app-options.ts'
import { headersOf } from '../src/http/head.ts'
import { IS_LONG } from './long.ts'

/** The bot, the account and the apps of the default scenario. */
export const BOT = 'st-8d4c1a72-3f96-5e0b-9a27-c51e7f08b3d6'
export const ACCOUNT = '5f3a9c1e7b2d4068a1c5e9f2'
/** The instant at which the clock of every test stands unless it says otherwise. */
export const NOW = '2026-03-09T12:00:00.000Z'

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token made without the server's own library. */
export function jwt(
  payload: object,
  secret = 'a secret nobody knows',
  algorithm: 'HS256' | 'HS384' | 'HS512' = 'HS256',
): string {
  const text = `${part({ alg: algorithm, typ: 'JWT' })}.${part(payload)}`
  return `${text}.${createHmac(algorithm.replace('HS', 'sha'), secret).update(text).digest('base64url')}`
}

/** Token of an app that no scenario knows: let in by `lenient`. */
export const STRANGER = jwt({ appId: 'cs-00000000-0000-5000-8000-000000000000' })

/** Header set of an ordinary call. */
export const HEADERS: Readonly<Record<string, string>> = { auth: STRANGER, accountid: ACCOUNT }

export interface BuildOptions extends AppOptions {
  /** Answers of status 500 are expected. */
  readonly mayBreak?: boolean
}

/**
 * A mock for one test, closed at its end. Whatever leaves it is checked against the contract, however it was asked for;
 * an answer that breaks the contract, or says 500, fails the test.
 */
export function buildApp(t: Test, options: BuildOptions = {}): FastifyInstance {
  const { mayBreak = false, ...rest } = options
  const app = createApp({ seed: 'test', now: NOW, ...rest })
  checkAnswers(t, app, mayBreak)
  t.teardown(() => app.close())
  return app
}

/** Checks whatever leaves a mock against the contract. */
export function checkAnswers(t: Test, app: FastifyInstance, mayBreak = false): void {
  app.mock.control.journal.subscribeOwn(exchange => {
    const problem = mayBreak && exchange.status === 500 ? undefined : problemOf(exchange)
    if (problem !== undefined) t.fail(`${exchange.method} ${exchange.url}: ${problem}`)
  })
}

/** An answer, with its body read. */
export interface Got {
  readonly status: number
  readonly headers: LightMyRequestResponse['headers']
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly json: any
}

/** Sends one request without a network. An object as body goes as JSON; the ordinary headers go along unless `headers` has them undefined. */
export async function ask(
  app: { inject(request: InjectOptions): Promise<LightMyRequestResponse> },
  method: InjectOptions['method'],
  url: string,
  {
    body,
    headers = {},
  }: { body?: object | string | undefined; headers?: Record<string, string | undefined> | undefined } = {},
): Promise<Got> {
  const all = Object.fromEntries(
    Object.entries({
      ...HEADERS,
      ...(typeof body === 'object' ? { 'content-type': 'application/json' } : {}),
      ...headers,
    }).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
  const answer = await app.inject({
    method: method ?? 'GET',
    url,
    headers: all,
    ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const isJson = String(answer.headers['content-type']).startsWith('application/json')
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: answer.payload,
    json: isJson && answer.payload !== '' ? parse(answer.payload) : undefined,
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

type Check = ((value: unknown) => boolean) & { errors?: unknown }

const checks = new Map<string, Check | undefined>()
/** Letters of an answer that are always checked; in CI all are. */
const CHECKED = IS_LONG ? Number.POSITIVE_INFINITY : 500_000
/** The last text that was found good by a check: what comes again is not looked at again. */
const lastGood = new WeakMap<Check, string>()
let compile: ((pointer: string) => Check | undefined) | undefined

/** What is wrong with an answer by the contract; undefined: nothing. */
function problemOf(exchange: Exchanged): string | undefined {
  const { op, status, answer, requestId } = exchange
  const text = answer === undefined ? '' : bodyText(answer.body)
  if (headersOf(exchange)['x-request-id'] !== requestId) return 'it has no X-Request-Id'
  if (status === 500) return `it is a 500: ${text.slice(0, 600)}`
  const check = checkOf(op, status)
  const good = check === undefined ? undefined : lastGood.get(check)
  // Of large answers the first of each kind is checked.
  if (good !== undefined && (good === text || text.length > CHECKED)) return undefined
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return `it is no JSON: ${text.slice(0, 200)}`
  }
  if (check === undefined) return undefined
  if (check(value)) {
    lastGood.set(check, text)
    return undefined
  }
  return `${status} breaks the contract: ${JSON.stringify(check.errors).slice(0, 600)}`
}

/** The contract's schema for the answer; a status that no operation documents (413, or one a fault made) is a refusal. */
function checkOf(op: Exchanged['op'], status: number): Check | undefined {
  const key = `${op?.operationId} ${status}`
  if (!checks.has(key)) {
    compile ??= compiler()
    const escaped = op?.path.replaceAll('~', '~0').replaceAll('/', '~1')
    const pointer =
      op === undefined || !op.statuses.includes(status)
        ? '/components/schemas/Refusal'
        : `/paths/${escaped}/${op.method.toLowerCase()}/responses/${status}/content/application~1json/schema`
    checks.set(key, compile(pointer))
  }
  return checks.get(key)
}

function compiler(): (pointer: string) => Check | undefined {
  const { Ajv2020 } = createRequire(import.meta.url)('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js')
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true })
  for (const [name, format] of Object.entries(createFormats())) ajv.addFormat(name, format)
  const contract = document() as Record<string, unknown>
  ajv.addSchema({ $id: 'kore://contract', ...contract })
  return pointer => {
    // A response may be given by reference.
    const at = follow(contract, pointer)
    return ajv.compile({ $ref: `kore://contract#${encodePointer(at)}` }) as unknown as Check
  }
}

function follow(contract: Record<string, unknown>, pointer: string): string {
  let at: unknown = contract
  let path = ''
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~')
    let holder = at as Record<string, unknown>
    if (typeof holder.$ref === 'string') {
      path = holder.$ref.slice(1)
      holder = get(contract, path)
    }
    if (holder[name] === undefined) throw new Error(`the contract has no ${pointer}`)
    at = holder[name]
    path = `${path}/${step}`
  }
  return path
}

const get = (contract: Record<string, unknown>, pointer: string): Record<string, unknown> =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (at, step) => (at as Record<string, unknown>)[step.replaceAll('~1', '/').replaceAll('~0', '~')],
      contract,
    ) as Record<string, unknown>

/** A pointer within an address: braces are not allowed there. */
const encodePointer = (pointer: string) => pointer.split('/').map(encodeURIComponent).join('/').replaceAll('%7E', '~')
