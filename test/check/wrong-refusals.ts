import { ACCOUNT, jwt } from '../helper.ts'
import { type Asked, refusal, type Wrong } from './bent.ts'
import { WHO } from './helper.ts'

/** Whether a request names so many sessions by id. */
const hasIds = ({ body }: Asked, least = 1) => Array.isArray(body?.sessionId) && body.sessionId.length >= least

/** What is wrong with refusals: missing ones, others, and other words. */
export const wrongRefusals: readonly Wrong[] = [
  {
    name: 'a limit above the maximum that is not refused',
    only: 'getSessions',
    bend: async (asked, told, again) => {
      if (asked.body?.limit === 10_001 && !hasIds(asked)) Object.assign(told, await again({ body: { limit: 1 } }))
    },
    kind: 'limits',
    check: 'body.limit above 10000',
    found: '200',
  },
  {
    name: 'a list above the maximum that is refused as a rule',
    only: 'getSessions',
    bend: (asked, told) => {
      if (hasIds(asked, 51) && told.status === 412) {
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
    name: 'a range too long that is refused beside ids',
    only: 'getAccountSessions',
    bend: (asked, told) => {
      if (hasIds(asked) && told.status === 200 && asked.body?.limit !== 10_001) {
        Object.assign(told, { status: 400, json: refusal(400, 'The date range must not be longer than 7 days') })
      }
    },
    kind: 'rules',
    check: 'any range with sessionId',
    found: /^400/,
  },
  {
    name: 'a limit above the maximum that is refused beside ids',
    only: 'getSessions',
    bend: (asked, told) => {
      if (hasIds(asked) && asked.body?.limit === 10_001) {
        Object.assign(told, { status: 412, json: refusal(412, 'Validation errors/ Invalid arguments') })
      }
    },
    kind: 'rules',
    check: 'values that are not allowed beside sessionId',
    found: /^412/,
  },
  {
    name: 'a limit as text that is not refused beside ids',
    only: 'getSessions',
    bend: async (asked, told, again) => {
      const { limit, ...body } = asked.body ?? {}
      if (hasIds(asked) && limit === '1') Object.assign(told, await again({ body }))
    },
    kind: 'rules',
    check: 'body.limit as text beside sessionId',
    found: '200',
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
]
