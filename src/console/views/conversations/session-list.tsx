import type { SessionRow, SessionsAnswer } from '../../api/answers.ts'
import { written } from '../../charts/data.ts'
import { VirtualList } from '../../parts/virtual-list.tsx'
import { channelName } from '../../state/channel-name.ts'
import { endingName } from '../../state/endings.ts'
import { linkWith, usePlace, useQuery } from '../../state/router.ts'
import type { ZoneTime } from '../../state/zone-time.ts'
import { PAGE_SIZE } from './filter-question.ts'

interface SessionListProps {
  readonly answer: SessionsAnswer
  readonly skip: number
  readonly opened: string | undefined
  readonly zone: ZoneTime
}

/** px. */
const ROW_HEIGHT = 50

/** A page of sessions, newest first. */
export function SessionList({ answer, skip, opened, zone }: SessionListProps) {
  const [query, setQuery] = useQuery()
  const { sessions, total, moreAvailable } = answer
  const first = sessions.length === 0 ? 0 : skip + 1
  const turn = (to: number) => setQuery({ skip: to === 0 ? undefined : String(to) })
  return (
    <>
      <p class="pager">
        <span role="status">
          {written(first)}–{written(skip + sessions.length)} of {written(total)}
        </span>
        <button type="button" class="quiet" disabled={skip === 0} onClick={() => turn(Math.max(0, skip - PAGE_SIZE))}>
          Newer
        </button>
        <button type="button" class="quiet" disabled={!moreAvailable} onClick={() => turn(skip + PAGE_SIZE)}>
          Older
        </button>
      </p>
      <p class="zone-note">
        Times of {zone.zone}
        {hasNoBounds(query) && '; the last seven days'}
      </p>
      <VirtualList
        label="Sessions"
        items={sessions}
        rowHeight={ROW_HEIGHT}
        keyOf={({ sessionId }) => sessionId}
        row={session => <SessionLine session={session} isOpen={session.sessionId === opened} zone={zone} />}
      />
    </>
  )
}

/** Whether nothing says how old sessions may be. */
const hasNoBounds = (query: URLSearchParams) => !['q', 'from', 'to'].some(name => query.has(name))

interface SessionLineProps {
  readonly session: SessionRow
  readonly isOpen: boolean
  readonly zone: ZoneTime
}

function SessionLine({ session, isOpen, zone }: SessionLineProps) {
  const place = usePlace()
  const { sessionId, start_time, channel, containmentType, session_lang, noOfMessagesExchanged, sessionStatus } =
    session
  return (
    <a
      class="session-line"
      href={linkWith(place, { open: sessionId })}
      aria-current={isOpen ? 'true' : undefined}
      data-session={sessionId}
    >
      <span class="when">{zone.dateOf(Date.parse(start_time)).slice(5)}</span>
      <span class={`ending ${containmentType}`}>{endingName(containmentType)}</span>
      <span class="what">
        {channelName(channel)} · {session_lang.join(', ')} · {noOfMessagesExchanged}{' '}
        {noOfMessagesExchanged === 1 ? 'message' : 'messages'}
        {sessionStatus === 'active' && ' · under way'}
      </span>
    </a>
  )
}
