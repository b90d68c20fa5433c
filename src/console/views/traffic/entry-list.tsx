import { useState } from 'preact/hooks'
import { asFailure } from '../../api/failure.ts'
import type { JournalEntry } from '../../api/journal-calls.ts'
import { written } from '../../charts/data.ts'
import { VirtualList } from '../../parts/virtual-list.tsx'
import type { LiveJournal } from '../../state/journal.ts'
import { useMock } from '../../state/mock.ts'
import { linkWith, usePlace } from '../../state/router.ts'
import { kindOfStatus, remarksOn, shortPath, statusText, timeOfDay, writtenBytes, writtenMs } from './entry-words.ts'

interface EntryListProps {
  readonly entries: readonly JournalEntry[]
  readonly journal: LiveJournal
  readonly opened: string | undefined
}

/** px. */
const ENTRY_HEIGHT = 46

/** Entries, newest first. */
export function EntryList({ entries, journal, opened }: EntryListProps) {
  const known = journal.entries?.length ?? 0
  const { total, dropped } = journal.counts
  return (
    <>
      <p class="pager">
        <span>
          {written(entries.length)} of {written(total)}
          {dropped > 0 && `, ${written(dropped)} older ones dropped`}
        </span>
        {known < total && <Older journal={journal} />}
      </p>
      <VirtualList
        label="Entries"
        items={entries}
        rowHeight={ENTRY_HEIGHT}
        keyOf={({ id }) => id}
        row={entry => <EntryLine entry={entry} isOpen={entry.id === opened} />}
      />
    </>
  )
}

function Older({ journal }: { readonly journal: LiveJournal }) {
  const [failure, setFailure] = useState('')
  const ask = () => {
    setFailure('')
    journal.older().catch((error: unknown) => setFailure(asFailure(error).message))
  }
  return (
    <>
      {failure !== '' && <span role="alert">{failure}</span>}
      <button type="button" class="quiet" onClick={ask}>
        Load older
      </button>
    </>
  )
}

function EntryLine({ entry, isOpen }: { readonly entry: JournalEntry; readonly isOpen: boolean }) {
  const { world } = useMock()
  const place = usePlace()
  const { id, method, path, operationId, status, at, durationMs, bytes, clientId, testId, fault } = entry
  const remarks = remarksOn(entry)
  const app = world.apps.find(one => one.clientId === clientId)?.name ?? clientId
  return (
    <a
      class={`entry-line ${kindOfStatus(status)}`}
      href={linkWith(place, { open: id, show: undefined })}
      aria-current={isOpen ? 'true' : undefined}
      title={[`${method} ${path}`, ...remarks.map(({ property, message: text }) => `${property} ${text}`)].join('\n')}
      data-entry={id}
    >
      <span class="status">{statusText(status)}</span>
      <span class="what">
        <b>{method}</b> {operationId ?? ''} <span class="soft">{shortPath(path)}</span>
      </span>
      <span class="rest">
        {timeOfDay(at)}
        <span class="figures">
          {' '}
          · {writtenMs(durationMs)} · {writtenBytes(bytes)}
        </span>
        {app !== null && ` · ${app}`}
        {testId !== null && ` · ${testId}`}
        {remarks.length > 0 && (
          <em>
            {' '}
            {remarks[0]!.property} {remarks[0]!.message}
            {remarks.length > 1 && ` (+${remarks.length - 1})`}
          </em>
        )}
        {fault !== null && <em> fault {fault}</em>}
      </span>
    </a>
  )
}
