import { createHash } from 'node:crypto'
import tap from 'tap'
import type { ListedKind } from '../../src/apis/listed.ts'
import { createKoreMock, type KoreMock } from '../../src/embed/kore-mock.ts'
import { scenarioNames } from '../../src/scenario/list.ts'

/*
 * What is written equals what a client gets who walks through the API page by page, over HTTP's way of a request: each row byte
 * for byte, in the same order.
 */

const NOW = '2026-03-09T12:00:00.000Z'
const DAY = 86_400_000

/** Of large scenarios an hour is enough, and of the others two days that end with sessions under way. */
const LARGE = new Set(['busy', 'many-bots'])

interface PageAsked {
  readonly url: string
  readonly body?: object
}

interface WalkedList {
  readonly list: string
  readonly page: (bot: string, index: number, from: string, to: string) => PageAsked
}

const WALKS: Readonly<Record<Exclude<ListedKind, 'trend' | 'labels'>, WalkedList>> = {
  sessions: {
    list: 'sessions',
    page: (bot, index, dateFrom, dateTo) => ({
      url: `/api/public/bot/${bot}/getSessions`,
      body: { dateFrom, dateTo, skip: index * 1000, limit: 1000 },
    }),
  },
  messages: {
    list: 'messages',
    page: (bot, index, dateFrom, dateTo) => ({
      url: `/api/public/bot/${bot}/getMessages`,
      body: { dateFrom, dateTo, skip: index * 100, limit: 100 },
    }),
  },
  conversations: {
    list: 'results',
    page: (bot, index, from, to) => ({
      url: `/api/v1/aaconversation/${bot}/conversations`,
      body: { from, to, page: index + 1, limit: 20 },
    }),
  },
  segments: {
    list: 'data',
    page: (bot, index, from, to) => ({
      url: `/api/public/stream/${bot}/agentassist/interactions?from=${from}&to=${to}&offset=${index * 100}&limit=100`,
    }),
  },
}
