import { useEffect, useMemo, useRef } from 'preact/hooks'
import { writtenSeconds } from '../../charts/data.ts'
import { FailureNote, Skeleton } from '../../parts/notes.tsx'
import { channelName } from '../../state/channel-name.ts'
import { endingName } from '../../state/endings.ts'
import { useLoad } from '../../state/load.ts'
import { useMock } from '../../state/mock.ts'
import { linkWith, usePlace } from '../../state/router.ts'
import type { ZoneTime } from '../../state/zone-time.ts'
import { RawAnswers } from './raw-answers.tsx'
import { type ReadConversation, readConversation } from './read-conversation.ts'
import { waitOf } from './time-line.ts'
import { TimeLine } from './time-line-view.tsx'

interface OpenSessionProps {
  readonly botId: string
  readonly sessionId: string
  readonly zone: ZoneTime
}

/** One session: what was said beside what the agent saw, or what each API says of it. */
export function OpenSession({ botId, sessionId, zone }: OpenSessionProps) {
  const { client } = useMock()
  const place = usePlace()
  const isRaw = place.query.get('show') === 'json'
  const heading = useRef<HTMLHeadingElement>(null)
  const read = useLoad(`${botId} ${sessionId}`, signal => readConversation(client, botId, sessionId, signal))
  useEffect(() => {
    // Where the list is not beside it, it has gone, and the focus with it.
    if (document.activeElement === document.body) heading.current?.focus()
  }, [])
  return (
    <section class="opened" aria-labelledby="opened">
      <p class="back">
        <a href={linkWith(place, { open: undefined, show: undefined })}>Back to the list</a>
      </p>
      <div class="card">
        <header>
          <h2 id="opened" ref={heading} tabIndex={-1}>
            Session <code>{sessionId}</code>
          </h2>
          <nav class="tabs" aria-label="What to show of it">
            <a href={linkWith(place, { show: undefined })} aria-current={isRaw ? undefined : 'true'}>
              Transcript
            </a>
            <a href={linkWith(place, { show: 'json' })} aria-current={isRaw ? 'true' : undefined}>
              JSON
            </a>
          </nav>
        </header>
        {read.failure ? (
          <FailureNote failure={read.failure} again={read.again} />
        ) : read.value === undefined ? (
          <Skeleton label="Reading the conversation" rows={8} />
        ) : (
          <>
            <SessionFacts read={read.value} zone={zone} />
            {isRaw ? <RawAnswers read={read.value} /> : <TimeLine read={read.value} zone={zone} />}
          </>
        )}
      </div>
    </section>
  )
}

function SessionFacts({ read, zone }: { readonly read: ReadConversation; readonly zone: ZoneTime }) {
  const { session, labels, segments } = read
  const place = usePlace()
  const wait = useMemo(() => waitOf(read), [read])
  const call = segments.data[0]?.channel === 'voice' ? segments.data[0].conversationID : undefined
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Began', `${zone.dateOf(Date.parse(session.start_time))} (${zone.zone})`],
    ['Ended by', endingName(session.containmentType)],
    ['Waited', wait === undefined ? undefined : writtenSeconds(wait / 1_000)],
    ['Channel', channelName(session.channel)],
    ['Language', session.session_lang.join(', ')],
    ['Mood', labels.labels[0]?.mood],
    ['Call', call],
  ]
  const tags = [...session.tags.userTags, ...session.tags.sessionTags]
  return (
    <>
      <dl class="session-facts">
        {facts.map(([name, value]) =>
          value === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
        <div>
          <dt>User</dt>
          <dd>
            <a href={linkWith(place, { q: session.userId, skip: undefined })} title="Other sessions of this user">
              {session.userId}
            </a>
          </dd>
        </div>
      </dl>
      {tags.length > 0 && (
        <ul class="tags" aria-label="Tags">
          {tags.map(({ name, value }, i) => (
            <li key={`${name} ${i}`}>
              <a
                href={linkWith(place, { tag: `${name}=${value}`, q: undefined, skip: undefined })}
                title="Sessions with this tag"
              >
                {name}: {String(value)}
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
