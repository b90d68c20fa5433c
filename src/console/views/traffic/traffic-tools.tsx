import { useState } from 'preact/hooks'
import { forgetCall, type JournalQuestion, journalFileCall } from '../../api/journal-calls.ts'
import { CONSOLE_TEST_ID } from '../../api/test-id.ts'
import { written } from '../../charts/data.ts'
import { saveFile } from '../../charts/picture.ts'
import { Choice, TextField, Toolbar } from '../../parts/fields.tsx'
import { Menu } from '../../parts/menu.tsx'
import type { LiveJournal } from '../../state/journal.ts'
import { useMock } from '../../state/mock.ts'
import { useQuery } from '../../state/router.ts'
import { statusesOf, type TrafficFilter, valuesOf } from './entry-words.ts'

interface TrafficToolsProps {
  readonly journal: LiveJournal
  readonly filter: TrafficFilter
  readonly withOwn: boolean
}

/** A value with how many entries have it. */
const withCount = (text: string, count: number) => `${text} (${written(count)})`

/** What the list is narrowed to, and what can be done with all of it. */
export function TrafficTools({ journal, filter, withOwn }: TrafficToolsProps) {
  const { world } = useMock()
  const [query, setQuery] = useQuery()
  const { entries = [] } = journal
  const appName = (id: string) => world.apps.find(({ clientId }) => clientId === id)?.name ?? id
  const botName = (id: string) => world.bots.find(bot => bot.id === id)?.name ?? id
  const bots = valuesOf(entries, ({ botId }) => botId, filter.bot)
  const clients = valuesOf(entries, ({ clientId }) => clientId, filter.client)
  const tests = valuesOf(entries, ({ testId }) => testId, filter.test)
  return (
    <Toolbar label="Filters">
      <TextField
        label="Search"
        value={query.get('text') ?? ''}
        placeholder="path, id, rule"
        onEnter={text => setQuery({ text })}
      />
      <Choice
        label="Status"
        value={filter.status}
        options={[
          ['', 'Any'],
          ...statusesOf(entries, filter.status).map(
            ([status, count]) => [status, withCount(status === '0' ? 'no answer' : status, count)] as const,
          ),
        ]}
        onChoose={status => setQuery({ status })}
      />
      <Choice
        label="Client"
        value={filter.client}
        options={[['', 'All'], ...clients.map(([id, count]) => [id, withCount(appName(id), count)] as const)]}
        onChoose={client => setQuery({ client })}
      />
      <Choice
        label="Test id"
        value={filter.test}
        options={[['', 'All'], ...tests.map(([id, count]) => [id, withCount(id, count)] as const)]}
        onChoose={test => setQuery({ test })}
      />
      <Choice
        label="Bot"
        value={filter.bot}
        options={[['', 'All'], ...bots.map(([id, count]) => [id, withCount(botName(id), count)] as const)]}
        onChoose={only => setQuery({ only })}
      />
      <label class="tick">
        <input
          type="checkbox"
          checked={withOwn}
          onChange={event => setQuery({ own: event.currentTarget.checked ? '1' : undefined })}
        />
        Show the console’s own
      </label>
      <div class="live">
        <Live journal={journal} />
        <JournalMenu journal={journal} filter={filter} withOwn={withOwn} />
      </div>
    </Toolbar>
  )
}

function Live({ journal }: { readonly journal: LiveJournal }) {
  const { recording } = useMock()
  const { isLive, isHeld, waiting, hold } = journal
  if (recording !== undefined) return null
  return (
    <>
      <span class={isLive && !isHeld ? 'dot is-live' : 'dot'} aria-hidden="true" />
      <span role="status">{isHeld ? 'Held' : isLive ? 'Live' : 'Not connected'}</span>
      <button type="button" onClick={() => hold(!isHeld)}>
        {isHeld ? `Go on${waiting > 0 ? ` (${waiting} new)` : ''}` : 'Hold'}
      </button>
    </>
  )
}

/** Files hold what the filters leave; a text is looked for by the page alone, so not in files. */
function JournalMenu({ journal, filter, withOwn }: TrafficToolsProps) {
  const { client } = useMock()
  const [said, setSaid] = useState('')
  const question: JournalQuestion = {
    botId: filter.bot || undefined,
    clientId: filter.client || undefined,
    testId: filter.test || undefined,
    status: filter.status || undefined,
    exceptTestId: withOwn ? undefined : CONSOLE_TEST_ID,
  }
  const save = async (format: 'har' | 'pact', name: string) => {
    const response = await client.open(journalFileCall(format, question))
    saveFile(name, await response.blob())
    setSaid(`${name} saved${filter.text === '' ? '' : ', whatever is searched for'}`)
  }
  const forget = async () => {
    const { exceptTestId: _, ...rest } = question
    const { removed } = await client.send(forgetCall(rest))
    setSaid(`${removed} ${removed === 1 ? 'entry' : 'entries'} forgotten`)
    journal.again()
  }
  return (
    <>
      <Menu
        label="Files of the journal"
        items={[
          { text: 'Download HAR', act: () => save('har', 'kore-mock.har') },
          { text: 'Download Pact', act: () => save('pact', 'kore-mock.pact.json') },
          { text: 'Forget these entries', act: forget },
        ]}
        onFailure={setSaid}
      />
      <span class="status-line" role="status">
        {said}
      </span>
    </>
  )
}
