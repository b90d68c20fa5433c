import type { FastifyInstance } from 'fastify'
import type { Fetch } from '../../src/check/types.ts'
import { ACCOUNT, BOT } from '../helper.ts'

/** The default scenario's account-wide app, and what else it takes to check a mock. */
export const WHO = {
  baseUrl: 'http://mock.test',
  bot: BOT,
  account: ACCOUNT,
  clientId: 'cs-7d0c2f4a-1b6e-5a93-8c57-e24f90b1d6a8',
  clientSecret: 'local-secret-of-the-reporting-app',
  dashboard: 'Operations',
  widget: 'Sessions By Containment',
}

/** The default scenario's app of one bot. */
export const BOT_APP = {
  clientId: 'cs-3e8a51d7-94c0-5b2f-a6d1-0f7b8c2e4a95',
  clientSecret: 'local-secret-of-the-bank-bot-app',
}

/** Calls an app without a network. */
export const fetchOf =
  (app: FastifyInstance): Fetch =>
  async (url, { method, headers, body }) => {
    const answer = await app.inject({
      method: (method ?? 'GET') as 'GET',
      url: url.slice(WHO.baseUrl.length),
      headers: headers as Record<string, string>,
      ...(typeof body === 'string' ? { payload: body } : {}),
    })
    return new Response(answer.payload, {
      status: answer.statusCode,
      headers: answer.headers as Record<string, string>,
    })
  }
