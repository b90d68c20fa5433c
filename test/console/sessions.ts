/** A page of sessions, as far as tests of the console look at it. */
interface SessionsFound {
  readonly total: number
  readonly sessions: readonly {
    readonly sessionId: string
    readonly channel: string
    readonly noOfMessagesExchanged: number
  }[]
}

/** Asks for sessions of the first bot. @param url of the mock */
export async function askSessions(url: string, query: string, body: object): Promise<SessionsFound> {
  const json = async (path: string, options?: RequestInit) => (await (await fetch(url + path, options)).json()) as never
  const { bots } = (await json('/__admin/world')) as { bots: { id: string }[] }
  const { token } = (await json('/__admin/tokens', { method: 'POST' })) as { token: string }
  return json(`/api/public/bot/${bots[0]!.id}/getSessions${query}`, {
    method: 'POST',
    headers: { auth: token, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** The id of a session of the first bot that an agent took, on some channel. @param url of the mock */
export async function agentSession(url: string, channel = 'rtm'): Promise<string> {
  const body = { limit: 300, dateTo: '2026-03-12T12:00:00Z' }
  const { sessions } = await askSessions(url, '?containmentType=agent', body)
  const found = sessions.find(session => session.channel === channel && session.noOfMessagesExchanged >= 15)
  if (found === undefined) throw new Error(`no agent took a session on ${channel}`)
  return found.sessionId
}
