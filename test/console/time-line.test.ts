import t, { type Test } from 'tap'
import type { DeskAnswer } from '../../src/console/api/answers.ts'
import type { Call } from '../../src/console/api/call.ts'
import type { MockClient } from '../../src/console/api/client.ts'
import { readConversation } from '../../src/console/views/conversations/read-conversation.ts'
import { type SaidEntry, timeLineOf, waitOf } from '../../src/console/views/conversations/time-line.ts'
import { createApp } from '../../src/fastify/app.ts'

const BOT = 'st-8d4c1a72-3f96-5e0b-9a27-c51e7f08b3d6'
/** Sessions that are looked at: enough for every kind of thing that an agent sees. */
const SESSIONS = 60

/** A mock, asked as the console does. */
async function client(t: Test): Promise<Pick<MockClient, 'send'>> {
  const app = createApp({ now: '2026-03-12T15:20:00Z', seed: 'console' })
  t.teardown(() => app.close())
  const world = (await app.inject('/__admin/world')).json() as { account: { id: string } }
  const { token } = (await app.inject({ method: 'POST', url: '/__admin/tokens' })).json() as { token: string }
  const headers = { auth: token, accountId: world.account.id }
  const send = async <Answer>({ method, path, query = {}, body }: Call<Answer>): Promise<Answer> => {
    const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
    const answer = await app.inject({
      method,
      url: path,
      query: Object.fromEntries(given),
      headers,
      ...(body !== undefined && { payload: body as object }),
    })
    if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.body}`)
    return answer.json()
  }
  return { send }
}

t.test('the longest waits are as long in their conversations, though the bot says more meanwhile', async t => {
  const { send } = await client(t)
  const { longestWaits } = await send<DeskAnswer>({
    method: 'GET',
    path: `/__admin/bots/${BOT}/desk`,
    query: { from: '2026-03-05T00:00:00Z', to: '2026-03-12T15:20:00Z' },
    face: 'admin',
  })
  const answered = longestWaits.filter(({ isAnswered }) => isAnswered)
  t.ok(answered.length > 3)
  for (const { sessionId, waitSeconds } of answered) {
    const read = await readConversation({ send } as MockClient, BOT, sessionId, new AbortController().signal)
    t.ok(
      Math.abs(waitOf(read)! / 1_000 - waitSeconds) <= 1,
      `${sessionId}: ${waitOf(read)! / 1_000} s, ${waitSeconds} s`,
    )
  }
})

t.test('whatever an agent saw hangs on a message that had been said by then', async t => {
  const { send } = await client(t)
  const { sessions } = await send<{ sessions: { sessionId: string }[] }>({
    method: 'POST',
    path: `/api/public/bot/${BOT}/getSessions`,
    query: { containmentType: 'agent' },
    body: { limit: SESSIONS },
    face: 'kore',
  })
  const seen = new Set<string>()
  const [loose, elsewhere]: string[][] = [[], []]
  for (const { sessionId } of sessions) {
    const read = await readConversation({ send } as MockClient, BOT, sessionId, new AbortController().signal)
    const line = timeLineOf(read)
    const said = new Map(line.filter((one): one is SaidEntry => one.kind === 'said').map(one => [one.id, one]))
    for (const entry of line) {
      seen.add(entry.kind)
      if (entry.kind === 'said') continue
      const message = said.get(entry.of ?? '')
      if (message === undefined || message.at > entry.at) loose!.push(`${sessionId} ${entry.kind}`)
      if (entry.kind !== 'playbook') continue
      for (const { stepId, title, adheredAt } of entry.playbook.stages.flatMap(({ steps }) => steps)) {
        const words = said.get(entry.stepsOf.get(stepId) ?? '')
        if (words?.at !== (adheredAt && Date.parse(adheredAt))) elsewhere!.push(`${sessionId} ${title}`)
        if (words !== undefined && words.side !== 'agent') elsewhere!.push(`${sessionId} ${title}: not the agent`)
      }
    }
  }
  t.same(loose, [])
  t.same(elsewhere, [], 'a step is kept by what the agent says then')
  for (const kind of ['taken', 'left', 'suggestion', 'action', 'coaching', 'playbook', 'agentic', 'summary']) {
    t.ok(seen.has(kind), `there is a ${kind}`)
  }
})
