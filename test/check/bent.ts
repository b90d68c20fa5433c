import { createHmac } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { WHO } from './helper.ts'

/** A request as a server sees it. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  /** Undefined: none, or no JSON. */
  readonly body: Readonly<Record<string, unknown>> | undefined
}

/** An answer that may be changed on its way. */
export interface Told {
  status: number
  mediaType: string
  // biome-ignore lint/suspicious/noExplicitAny: bodies of every shape are bent here
  json: any
  /** Sent in place of `json`. */
  text?: string
}

/** A server that is as the contract says but for one thing, and the one difference that is to be found. */
export interface Wrong {
  readonly name: string
  readonly only: string
  /** Changes the answer; `again` asks the good server for something else. */
  readonly bend: (asked: Asked, told: Told, again: (change: Partial<Asked>) => Promise<Told>) => unknown
  readonly kind: string
  readonly check: string | RegExp
  readonly found: string | RegExp
}

/** The vendor's envelope. */
export const refusal = (status: number, msg: string) => ({ errors: [{ msg, code: status }] })

/** What the good server has said, by request: it stands still, and most requests come again and again. */
const said = new Map<string, { status: number; mediaType: string; text: string }>()

/** Who asks: tokens are new each time, and good or forged. */
function whoAsks({ auth }: Asked['headers']): string {
  const [head, claims, signature] = (auth ?? '').split('.')
  if (signature === undefined) return auth ?? 'nobody'
  const { appId } = JSON.parse(Buffer.from(claims as string, 'base64url').toString())
  const good = createHmac('sha256', WHO.clientSecret).update(`${head}.${claims}`).digest('base64url')
  return `${appId} ${good === signature}`
}

/** A server that bends the answers of a good one. */
export function bentFetch(app: FastifyInstance, bend: Wrong['bend'], seen: (json: unknown) => void = () => {}) {
  const send = async (asked: Asked, text: string | undefined): Promise<Told> => {
    const { method, path, query, headers, body } = asked
    const search = new URLSearchParams(query).toString()
    const url = search === '' ? path : `${path}?${search}`
    const payload = text ?? (body === undefined ? undefined : JSON.stringify(body))
    const key = [method, url, headers.accountId, whoAsks(headers), payload].join('\n')
    let told = said.get(key)
    if (told === undefined) {
      const answer = await app.inject({
        method: method as 'GET',
        url,
        headers,
        ...(payload === undefined ? {} : { payload }),
      })
      told = { status: answer.statusCode, mediaType: String(answer.headers['content-type']), text: answer.payload }
      said.set(key, told)
    }
    return { status: told.status, mediaType: told.mediaType, json: JSON.parse(told.text) }
  }
  return async (url: string, init: RequestInit): Promise<Response> => {
    const { pathname, searchParams } = new URL(url)
    const text = typeof init.body === 'string' ? init.body : undefined
    const asked: Asked = {
      method: init.method ?? 'GET',
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers: init.headers as Record<string, string>,
      body: text === undefined || text === '{"' ? undefined : JSON.parse(text),
    }
    const told = await send(asked, text)
    await bend(asked, told, change => send({ ...asked, ...change }, undefined))
    seen(told.json)
    return new Response(told.text ?? JSON.stringify(told.json), {
      status: told.status,
      headers: { 'content-type': told.mediaType, 'x-mock-now': '2026-03-09T12:00:00.000Z' },
    })
  }
}
