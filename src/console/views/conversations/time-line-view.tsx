import { useMemo, useState } from 'preact/hooks'
import { written } from '../../charts/data.ts'
import { Note } from '../../parts/notes.tsx'
import type { ZoneTime } from '../../state/zone-time.ts'
import { DeskNote } from './desk-note.tsx'
import { Message } from './message.tsx'
import type { ReadConversation } from './read-conversation.ts'
import { timeLineOf } from './time-line.ts'

interface TimeLineProps {
  readonly read: ReadConversation
  readonly zone: ZoneTime
}

/** What was said as a chat, beside it on the same time line what the agent saw. Rows that are not seen are not laid out by the browser. */
export function TimeLine({ read, zone }: TimeLineProps) {
  const entries = useMemo(() => timeLineOf(read), [read])
  const [shown, setShown] = useState<string>()
  const hasDesk = entries.some(({ kind }) => kind !== 'said')
  if (entries.length === 0) return <Note kind="empty" title="Nothing has been said yet" />
  const show = (id: string) => {
    setShown(id)
    const message = document.getElementById(id)
    message?.scrollIntoView({ block: 'center', behavior: 'auto' })
    message?.focus({ preventScroll: true })
  }
  return (
    <ol class={hasDesk ? 'time-line has-desk' : 'time-line'} aria-label="Transcript">
      {entries.map((entry, i) => (
        <li key={entry.id} class={entry.kind === 'said' ? `said ${entry.side}` : 'desk'}>
          <Moment at={entry.at} before={entries[i - 1]?.at} zone={zone} />
          {entry.kind === 'said' ? (
            <Message entry={entry} isShown={entry.id === shown} />
          ) : (
            <DeskNote entry={entry} zone={zone} onShow={show} />
          )}
        </li>
      ))}
    </ol>
  )
}

/** s between two entries from which on the gap is worth a word. */
const LONG_GAP = 45

function Moment({
  at,
  before,
  zone,
}: {
  readonly at: number
  readonly before: number | undefined
  readonly zone: ZoneTime
}) {
  const gap = before === undefined ? 0 : Math.round((at - before) / 1_000)
  return (
    <time dateTime={new Date(at).toISOString()}>
      {zone.clockOf(at)}
      {gap >= LONG_GAP && <small>+{written(gap)} s</small>}
    </time>
  )
}
