/** Sends what clients send: good calls, and a refusal of each kind; for tests and pictures. @param url of the mock */
export async function traffic(url: string): Promise<{ readonly botId: string }> {
  const json = async (path: string, options?: RequestInit) => (await (await fetch(url + path, options)).json()) as never
  const { now, bots, account, apps } = (await json('/__admin/world')) as {
    now: string
    bots: { id: string }[]
    account: { id: string }
    apps: { name: string }[]
  }
  const botId = bots[0]!.id
  const day = (back: number) => new Date(Date.parse(now) - back * 86_400_000).toISOString().slice(0, 10)
  const token = async (wish: object) =>
    (
      (await json('/__admin/tokens', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(wish),
      })) as { token: string }
    ).token
  const auth = await token({ app: apps[0]?.name })
  const expired = await token({ app: apps[0]?.name, expired: true })
  const sessions = `/api/public/bot/${botId}/getSessions`
  const send = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
    const answer = await fetch(url + path, {
      method,
      headers: { auth, accountId: account.id, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    await answer.text()
  }
  await send('POST', sessions, { limit: 3 })
  await send('POST', sessions, { limit: 20, dateFrom: day(2) }, { 'x-test-id': 'nightly-export' })
  await send('POST', `/api/public/bot/${botId}/v2/userEngagementTrend?start_date=${day(11)}&end_date=${day(5)}`)
  await send('POST', sessions.replace('getSessions', 'getsessions'), { limit: 1 })
  await send('POST', sessions, { limit: 1 }, { auth: expired })
  await send('POST', sessions, { dateFrom: day(70), dateTo: day(11) }, { 'x-test-id': 'nightly-export' })
  await send('POST', sessions, { limit: 1 }, { prefer: 'code=429' })
  await send('POST', `${sessions}?containmentType=agnt`, {
    limit: 20_000,
    skip: -1,
    dateFrom: day(2).replaceAll('-', '/'),
  })
  return { botId }
}
