import type { FastifyInstance } from 'fastify'
import { ACCOUNT, jwt } from '../helper.ts'
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

const isPage = ({ json }: Told, list: string) => Array.isArray(json?.[list])
const refusal = (status: number, msg: string) => ({ errors: [{ msg, code: status }] })
const rows = (told: Told, list: string, bend: (row: Record<string, unknown>, index: number) => void) => {
  if (isPage(told, list)) told.json[list].forEach(bend)
}
/** Only the ordinary request asks for so many sessions. */
const isWide = (asked: Asked) => asked.body?.limit === 40
const isSecond = (asked: Asked) => asked.body?.skip === 20 && asked.body.limit === 20

export const wrongServers: readonly Wrong[] = [
  {
    name: 'a missing field',
    only: 'getSessions',
    bend: (asked, told) => isWide(asked) && rows(told, 'sessions', (row, i) => i < 3 && delete row.channel),
    kind: 'fields',
    check: /./,
    found: /^missing \(\d times\)$/,
  },
  {
    name: 'an unknown field',
    only: 'getSessions',
    bend: (_, told) => rows(told, 'sessions', row => Object.assign(row.tags as object, { mood: 'Zufrieden' })),
    kind: 'fields',
    check: /./,
    found: /^unknown field mood/,
  },
  {
    name: 'an unknown field whose name is data',
    only: 'listConversations',
    bend: (_, told) => rows(told, 'results', row => Object.assign(row, { [String(row.mbUserId)]: 1 })),
    kind: 'fields',
    check: /./,
    found: /^unknown field \(a name that may be data\)/,
  },
  {
    name: 'a wrong type',
    only: 'getSessions',
    bend: (_, told) =>
      rows(told, 'sessions', row => Object.assign(row, { noOfTasksExecuted: `${row.noOfTasksExecuted}` })),
    kind: 'types',
    check: /./,
    found: /^string/,
  },
  {
    name: 'a wrong type deep inside',
    only: 'queryInteractions',
    bend: (_, told) => rows(told, 'data', row => Object.assign(row.agent as object, { agentId: 17 })),
    kind: 'types',
    check: /./,
    found: /^integer/,
  },
  {
    name: 'an unknown value of an enumeration',
    only: 'getSessions',
    bend: (asked, told) =>
      isWide(asked) && rows(told, 'sessions', (row, i) => i === 1 && Object.assign(row, { sessionStatus: 'geparkt' })),
    kind: 'enums',
    check: /./,
    found: 'another string',
  },
  {
    name: 'a time in another form',
    only: 'getSessions',
    bend: (_, told) =>
      rows(told, 'sessions', row => Object.assign(row, { end_time: String(row.end_time).replace('T', ' ') })),
    kind: 'format',
    check: /./,
    found: /^string of another form/,
  },
  {
    name: 'a wrong order',
    only: 'getSessions',
    bend: (_, told) => isPage(told, 'sessions') && told.json.sessions.reverse(),
    kind: 'order',
    check: 'by start_time, descending',
    found: /rows are not$/,
  },
  {
    name: 'a total that is too high',
    only: 'getSessions',
    bend: (_, told) => isPage(told, 'sessions') && told.json.total++,
    kind: 'paging',
    check: 'total',
    found: 'more than there are rows',
  },
  {
    name: 'a total that is too low',
    only: 'listConversations',
    bend: (_, told) => isPage(told, 'results') && told.json.totalResults--,
    kind: 'paging',
    check: 'total',
    found: 'less than there are rows',
  },
  {
    name: 'a total that is not the same on every page',
    only: 'getSessions',
    bend: (asked, told) => {
      if (isSecond(asked)) told.json.total += 2
    },
    kind: 'paging',
    check: 'total',
    found: 'not the same on every page',
  },
  {
    name: 'a more flag that never ends',
    only: 'getSessions',
    bend: (_, told) => isPage(told, 'sessions') && Object.assign(told.json, { moreAvailable: true }),
    kind: 'paging',
    check: 'more flag',
    found: 'true at the end',
  },
  {
    name: 'a more flag that ends too early, without a total',
    only: 'queryInteractions',
    bend: (_, told) => isPage(told, 'data') && Object.assign(told.json, { hasMore: false }),
    kind: 'paging',
    check: 'more flag',
    found: 'false although there is more',
  },
  {
    name: 'a page that repeats a row',
    only: 'getSessions',
    bend: async (asked, told, again) => {
      if (isSecond(asked)) told.json = (await again({ body: { ...asked.body, skip: 19 } })).json
    },
    kind: 'paging',
    check: 'next page',
    found: 'repeats 1 of 40 rows',
  },
  {
    name: 'a page that drops a row',
    only: 'getSessions',
    bend: async (asked, told, again) => {
      if (isSecond(asked)) told.json = (await again({ body: { ...asked.body, skip: 21 } })).json
    },
    kind: 'paging',
    check: 'next page',
    found: 'drops 1 of 40 rows',
  },
  {
    name: 'a page longer than asked for',
    only: 'listConversations',
    bend: async (asked, told, again) => {
      if (asked.body?.limit !== 10 || asked.body.page !== 1) return
      told.json.results = (await again({ body: { ...asked.body, limit: 11 } })).json.results
    },
    kind: 'paging',
    check: 'page size',
    found: '11 rows instead of 10',
  },
  {
    name: 'a page past the end that is refused',
    only: 'getAgenticHistory',
    bend: (asked, told) => {
      if (Number(asked.query.page) > 1 && told.json.results?.length === 0) {
        Object.assign(told, { status: 404, json: refusal(404, 'Not Found') })
      }
    },
    kind: 'paging',
    check: 'pages',
    found: '404 "Not Found"',
  },
  {
    name: 'a skip that counts pages',
    only: 'listConversations',
    bend: (asked, told) => {
      if (isPage(told, 'results')) told.json.skip = Number(asked.body?.page) - 1
    },
    kind: 'paging',
    check: 'echo',
    found: 'another skip',
  },
  {
    name: 'a number of pages rounded down',
    only: 'listConversations',
    bend: (_, told) => {
      if (isPage(told, 'results')) told.json.totalPages = Math.floor(told.json.totalResults / told.json.limit)
    },
    kind: 'paging',
    check: 'page count',
    found: 'another number',
  },
  {
    name: 'a number of results that is a grand total',
    only: 'listInteractions',
    bend: (_, told) => {
      if (isPage(told, 'data')) told.json.numResults += 500
    },
    kind: 'paging',
    check: 'count',
    found: 'not the number of rows',
  },
  {
    name: 'a limit above the maximum that is not refused',
    only: 'getSessions',
    bend: async (asked, told, again) => {
      if (asked.body?.limit === 10_001) Object.assign(told, await again({ body: { limit: 1 } }))
    },
    kind: 'limits',
    check: 'body.limit above 10000',
    found: '200',
  },
  {
    name: 'a list above the maximum that is refused as a rule',
    only: 'getSessions',
    bend: (asked, told) => {
      if (Array.isArray(asked.body?.sessionId) && told.status === 412) {
        Object.assign(told, { status: 400, json: refusal(400, 'Too many') })
      }
    },
    kind: 'limits',
    check: 'body.sessionId above 50',
    found: '400',
  },
  {
    name: 'a missing field that is not missed',
    only: 'listInteractions',
    bend: async (asked, told, again) => {
      if (asked.query.to === undefined && told.status === 412) {
        Object.assign(told, await again({ query: { ...asked.query, to: asked.query.from ?? '' } }))
      }
    },
    kind: 'inputs',
    check: 'query.to missing',
    found: '200',
  },
  {
    name: 'a date that the calendar does not have',
    only: 'listConversations',
    bend: async (asked, told, again) => {
      if (asked.body?.from === '2026-02-30')
        Object.assign(told, await again({ body: { ...asked.body, from: '2026-03-02' } }))
    },
    kind: 'inputs',
    check: 'body.from not in the calendar',
    found: '200',
  },
  {
    name: 'a range too long that is not refused',
    only: 'getSessions',
    bend: async (_, told, again) => {
      if (told.status === 400 && /days/.test(told.json.errors[0].msg)) Object.assign(told, await again({ body: {} }))
    },
    kind: 'rules',
    check: 'range of more than 7 days',
    found: '200',
  },
  {
    name: 'a range too long that is refused as a wrong field',
    only: 'getUserEngagementTrend',
    bend: (_, told) => {
      if (told.status === 400 && /366 days/.test(told.json.errors[0].msg)) {
        Object.assign(told, { status: 412, json: refusal(412, 'Validation errors/ Invalid arguments') })
      }
    },
    kind: 'rules',
    check: 'range of more than 366 days',
    found: '412 "Validation errors/ Invalid arguments"',
  },
  {
    name: 'an unknown widget that is not found',
    only: 'getWidgetData',
    bend: (asked, told) => {
      if (told.status === 400 && asked.path.includes(`/${WHO.dashboard}/widget/kore-mock`)) {
        Object.assign(told, { status: 404, json: refusal(404, 'Not Found') })
      }
    },
    kind: 'rules',
    check: 'unknown widget',
    found: '404 "Not Found"',
  },
  {
    name: 'another content type',
    only: 'getSessions',
    bend: (_, told) => {
      if (told.status === 412) told.mediaType = 'text/html'
    },
    kind: 'header',
    check: 'content-type',
    found: /^text\/html/,
  },
  {
    name: 'message instead of msg',
    only: 'getSessions',
    bend: (_, told) => {
      if (told.status !== 412) return
      const [{ msg, ...rest }] = told.json.errors
      told.json.errors = [{ message: msg, ...rest }]
    },
    kind: 'errors',
    check: 'error envelope',
    found: /missing.*unknown field message/,
  },
  {
    name: 'another code',
    only: 'getAccountSessions',
    bend: (_, told) => {
      if (told.status === 401) told.json.errors[0].code = 401
    },
    kind: 'errors',
    check: 'error envelope',
    found: /^another integer/,
  },
  {
    name: 'another sentence',
    only: 'getAccountSessions',
    bend: (_, told) => {
      if (told.status === 401) told.json.errors[0].msg = 'Unbekannter Nutzer'
    },
    kind: 'errors',
    check: 'error envelope',
    found: /^another sentence/,
  },
  {
    name: 'a refusal that is no JSON',
    only: 'getAccountSessions',
    bend: (_, told) => {
      if (told.status === 412) told.text = '<html>Precondition failed</html>'
    },
    kind: 'errors',
    check: 'error envelope',
    found: /^a body that is none/,
  },
  {
    name: '404 for a wrong verb',
    only: 'getSessions',
    bend: (_, told) => {
      if (told.status === 405) Object.assign(told, { status: 404, json: refusal(404, 'Not Found') })
    },
    kind: 'access',
    check: 'wrong verb GET',
    found: '404 "Not Found"',
  },
  {
    name: 'somebody without a token who is let in',
    only: 'getSessions',
    bend: async (asked, told, again) => {
      if (asked.headers.auth === undefined && asked.method === 'POST' && told.status === 401) {
        Object.assign(told, await again({ headers: { auth: jwt({ appId: 'cs-1' }), accountid: ACCOUNT } }))
      }
    },
    kind: 'access',
    check: 'no token',
    found: '200',
  },
  {
    name: 'a filter that is not heeded',
    only: 'getSessions',
    bend: async (asked, told, again) => {
      if (asked.query.containmentType === 'agent') Object.assign(told, await again({ query: {} }))
    },
    kind: 'filter',
    check: 'query.containmentType',
    found: /rows with another$/,
  },
  {
    name: 'rows outside the range',
    only: 'getSessions',
    bend: (_, told) =>
      rows(told, 'sessions', row => {
        row.start_time = new Date(Date.parse(String(row.start_time)) - 30 * 86_400_000).toISOString()
      }),
    kind: 'filter',
    check: 'range of days',
    found: '40 of 40 rows outside',
  },
  {
    name: 'a documented value that is refused',
    only: 'getUserEngagementTrend',
    bend: (asked, told) => {
      if (asked.query.conversationType === 'Non Interactive') {
        Object.assign(told, { status: 412, json: refusal(412, 'Validation errors/ Invalid arguments') })
      }
    },
    kind: 'status',
    check: 'query.conversationType',
    found: '412 "Validation errors/ Invalid arguments" for Non Interactive',
  },
  {
    name: 'a path that is not there',
    only: 'getSessions',
    bend: (asked, told) => {
      if (asked.path.includes('/stream/')) Object.assign(told, { status: 404, json: refusal(404, 'Not Found') })
    },
    kind: 'status',
    check: /^also at/,
    found: '404 "Not Found"',
  },
  {
    name: 'a trend without its empty days',
    only: 'getUserEngagementTrend',
    bend: (_, told) => void told.json.newUsersTrend?.dataPoints.pop(),
    kind: 'sums',
    check: 'days',
    found: '6 points for 7 days',
  },
  {
    name: 'averages of something else',
    only: 'getUserEngagementTrend',
    bend: (_, told) => {
      if (told.json.summary !== undefined) told.json.summary.avgNewUsersPerDay += 1
    },
    kind: 'sums',
    check: 'averages',
    found: 'avgNewUsersPerDay is another number',
  },
]

/** A server that bends the answers of a good one. */
export function bentFetch(app: FastifyInstance, bend: Wrong['bend'], seen: (json: unknown) => void = () => {}) {
  const send = async ({ method, path, query, headers, body }: Asked, text: string | undefined): Promise<Told> => {
    const search = new URLSearchParams(query).toString()
    const payload = text ?? (body === undefined ? undefined : JSON.stringify(body))
    const answer = await app.inject({
      method: method as 'GET',
      url: search === '' ? path : `${path}?${search}`,
      headers,
      ...(payload === undefined ? {} : { payload }),
    })
    const mediaType = String(answer.headers['content-type'])
    return { status: answer.statusCode, mediaType, json: answer.json() }
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
