import { useMemo } from 'preact/hooks'
import type { SessionsAnswer } from '../../api/answers.ts'
import { sessionsCall } from '../../api/calls.ts'
import { useBotId } from '../../parts/fields.tsx'
import { FailureNote, Note, Skeleton } from '../../parts/notes.tsx'
import { type Loaded, useLoad } from '../../state/load.ts'
import { useMock } from '../../state/mock.ts'
import { useQuery } from '../../state/router.ts'
import { ZoneTime } from '../../state/zone-time.ts'
import { questionIn } from './filter-question.ts'
import { Filters } from './filters.tsx'
import { OpenSession } from './open-session.tsx'
import { SessionList } from './session-list.tsx'

/** Sessions, and what was said in them. */
export function ConversationsView() {
  const { client, world } = useMock()
  const [query] = useQuery()
  const botId = useBotId()
  const { body, query: inQuery } = questionIn(query)
  const call = sessionsCall(botId, body, inQuery)
  const list = useLoad(JSON.stringify([call.path, call.query, call.body]), signal => client.send(call, signal))
  const opened = query.get('open') ?? undefined
  const zoneName = world.bots.find(({ id }) => id === botId)?.zone ?? 'UTC'
  const zone = useMemo(() => new ZoneTime(zoneName), [zoneName])
  return (
    <>
      <h1 tabIndex={-1}>Conversations</h1>
      <Filters botId={botId} />
      <div class={opened === undefined ? 'conversations' : 'conversations has-open'}>
        <section class="card list" aria-label="List">
          <FoundSessions list={list} skip={body.skip ?? 0} opened={opened} zone={zone} />
        </section>
        {opened === undefined ? (
          <div class="card nothing-open soft">Choose a session to read what was said, and what the agent saw.</div>
        ) : (
          <OpenSession key={opened} botId={botId} sessionId={opened} zone={zone} />
        )}
      </div>
    </>
  )
}

interface FoundSessionsProps {
  readonly list: Loaded<SessionsAnswer>
  readonly skip: number
  readonly opened: string | undefined
  readonly zone: ZoneTime
}

function FoundSessions({ list, skip, opened, zone }: FoundSessionsProps) {
  const { value, failure, again } = list
  if (failure !== undefined) return <FailureNote failure={failure} again={again} />
  if (value === undefined) return <Skeleton label="Looking for sessions" rows={8} />
  if (value.sessions.length > 0) return <SessionList answer={value} skip={skip} opened={opened} zone={zone} />
  return (
    <Note kind="empty" title="No sessions">
      {(value.invalidSessions ?? []).length > 0
        ? 'This is no id of a session of this bot, or it has not begun by the clock of the mock.'
        : 'Nothing meets all of the filters. Without dates the last seven days are looked through.'}
    </Note>
  )
}
