// An exporter of sessions, messages, conversations and segments that does all right: it reads all days anew in each run.
import { RIGHT } from './exporter.mjs'

const LIMIT = 20

/** How pages of each kind are asked for, and what the answer calls them. */
const KINDS = {
  sessions: {
    list: 'sessions',
    id: 'sessionId',
    send: (state, skip) => post(state, `/api/public/bot/${state.bot}/getSessions`, dated(state, skip)),
  },
  messages: {
    list: 'messages',
    id: '_id',
    send: (state, skip) =>
      post(state, `/api/public/bot/${state.bot}/getMessagesV2`, { ...dated(state, skip), limit: 500 }),
  },
  conversations: {
    list: 'results',
    id: 'convId',
    send: (state, skip) =>
      post(state, `/agentassist/api/v1/public/${state.bot}/aaconversation`, {
        from: state.from,
        to: state.to,
        page: skip / LIMIT + 1,
        limit: LIMIT,
      }),
    byPage: true,
  },
  segments: {
    list: 'data',
    id: 'segmentID',
    send: (state, skip) =>
      state.fetch(
        `${state.baseUrl}/agentassist/api/v1/public/${state.bot}/v2/agentassistinteractions?from=${state.from}&to=${state.to}&offset=${skip}&limit=${LIMIT}`,
        { headers: headersOf(state) },
      ),
  },
}

export async function exportAll(input) {
  const state = { ...input }
  const stored = {}
  for (const [kind, { list, id, send, byPage }] of Object.entries(KINDS)) {
    const rows = new Map()
    for (let skip = 0, more = true; more; ) {
      const answer = await RIGHT.ask(state, skip, send)
      for (const row of answer[list]) rows.set(row[id], row)
      more = answer.moreAvailable ?? answer.hasMore
      skip += byPage ? LIMIT : answer[list].length
    }
    stored[kind] = [...rows.values()]
  }
  return stored
}

const dated = ({ from, to }, skip) => ({ dateFrom: from, dateTo: to, skip, limit: LIMIT })
const headersOf = ({ token, account }) => ({ auth: token, accountId: account, 'content-type': 'application/json' })

function post(state, path, body) {
  return state.fetch(state.baseUrl + path, { method: 'POST', headers: headersOf(state), body: JSON.stringify(body) })
}
