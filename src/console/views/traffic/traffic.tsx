import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import { FailureNote, Note, Skeleton } from '../../parts/notes.tsx'
import { type LiveJournal, useJournal } from '../../state/journal.ts'
import { useMock } from '../../state/mock.ts'
import { useQuery } from '../../state/router.ts'
import { EntryList } from './entry-list.tsx'
import { filterIn, meetsFilter } from './entry-words.ts'
import { OpenEntry } from './open-entry.tsx'
import { TrafficTools } from './traffic-tools.tsx'

/** What clients send, as they send it. */
export function TrafficView() {
  const [query] = useQuery()
  const withOwn = query.get('own') === '1'
  const journal = useJournal(withOwn)
  const filter = useMemo(() => filterIn(query), [query])
  const { entries = [] } = journal
  const shown = useMemo(() => entries.filter(entry => meetsFilter(entry, filter)), [entries, filter])
  const opened = query.get('open') ?? undefined
  return (
    <>
      <h1 tabIndex={-1}>Traffic</h1>
      <TrafficTools journal={journal} filter={filter} withOwn={withOwn} />
      <div class={opened === undefined ? 'traffic' : 'traffic has-open'}>
        <section class="card list" aria-label="Journal">
          <JournalPart journal={journal} shownCount={shown.length} withOwn={withOwn}>
            <EntryList entries={shown} journal={journal} opened={opened} />
          </JournalPart>
        </section>
        {opened !== undefined && <OpenEntry key={opened} id={opened} />}
      </div>
    </>
  )
}

interface JournalPartProps {
  readonly journal: LiveJournal
  readonly shownCount: number
  readonly withOwn: boolean
  readonly children: ComponentChildren
}

function JournalPart({ journal, shownCount, withOwn, children }: JournalPartProps) {
  const { client } = useMock()
  const { entries, failure, again } = journal
  if (entries === undefined) {
    if (failure !== undefined) return <FailureNote failure={failure} again={again} />
    return <Skeleton label="Reading the journal" rows={8} />
  }
  if (shownCount > 0) return children
  if (entries.length > 0) {
    return (
      <Note kind="empty" title="Nothing meets all of the filters">
        {entries.length} {entries.length === 1 ? 'entry was' : 'entries were'} looked through.
      </Note>
    )
  }
  return (
    <Note kind="empty" title="Nobody has asked anything yet">
      Requests appear here as they are answered. Try <code>curl {client.origin}/api/public/getSessions</code>: it is
      refused, and you see why.
      {!withOwn && ' What this console asks itself is hidden.'}
    </Note>
  )
}
