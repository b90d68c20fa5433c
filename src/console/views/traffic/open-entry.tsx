import { useState } from 'preact/hooks'
import { correctionCall, type EntryDetails, entryCall } from '../../api/journal-calls.ts'
import { requestOfCorrection, requestOfEntry } from '../../api/raw-request.ts'
import { FailureNote, Skeleton } from '../../parts/notes.tsx'
import { type Loaded, useLoad } from '../../state/load.ts'
import { useMock } from '../../state/mock.ts'
import { linkWith, usePlace } from '../../state/router.ts'
import { CodeMenu } from './code-menu.tsx'
import { kindOfStatus, remarksOn, statusText, writtenBytes, writtenMs } from './entry-words.ts'
import { ExchangePart } from './exchange-part.tsx'
import { RightPart } from './right-part.tsx'
import { SendPart } from './send-part.tsx'

/** One exchange: what was wrong, what would be right, both bodies, and a way to send it again. */
export function OpenEntry({ id }: { readonly id: string }) {
  const { client } = useMock()
  const place = usePlace()
  const entry = useLoad(`entry ${id}`, signal => client.send(entryCall(id), signal))
  return (
    <section class="card opened-entry" aria-label="The entry">
      <a class="back" href={linkWith(place, { open: undefined, show: undefined })}>
        ← All entries
      </a>
      <EntryOrWhyNot entry={entry} />
    </section>
  )
}

function EntryOrWhyNot({ entry }: { readonly entry: Loaded<EntryDetails> }) {
  const { value, failure, again } = entry
  if (failure !== undefined) return <FailureNote failure={failure} again={again} />
  if (value === undefined) return <Skeleton label="Reading the entry" rows={6} />
  return <Entry details={value} />
}

function Entry({ details }: { readonly details: EntryDetails }) {
  const { client } = useMock()
  const { query } = usePlace()
  const [said, setSaid] = useState('')
  const { id, method, operationId, status, unreadable } = details
  const isWrong = status === 0 || status >= 400 || remarksOn(details).length > 0
  const right = useLoad(isWrong ? `right ${id}` : undefined, signal => client.send(correctionCall(id), signal))
  const show = query.get('show')
  const corrected = right.value?.request ?? undefined
  return (
    <>
      <header>
        <h2>
          <span class={`status ${kindOfStatus(status)}`}>{statusText(status)}</span> {method}{' '}
          {operationId ?? '(no operation)'}
        </h2>
        <EntryTabs hasRight={corrected !== undefined} show={show} />
        <CodeMenu request={requestOfEntry(details)} clientId={details.clientId} onSaid={setSaid} />
      </header>
      <p class="status-line" role="status">
        {said}
      </p>
      <code class="address">{details.request.url === '' ? details.path : details.request.url}</code>
      {unreadable !== undefined && <p class="wrong">It cannot be shown in full: {unreadable}</p>}
      <Facts details={details} />
      {show === 'again' ? (
        <SendPart key="again" request={requestOfEntry(details)} clientId={details.clientId} />
      ) : show === 'right' && corrected !== undefined ? (
        <SendPart key="right" request={requestOfCorrection(corrected)} clientId={details.clientId} />
      ) : (
        <>
          {isWrong && <RightPart details={details} right={right} />}
          <ExchangePart details={details} />
        </>
      )}
    </>
  )
}

function EntryTabs({ hasRight, show }: { readonly hasRight: boolean; readonly show: string | null }) {
  const place = usePlace()
  const tabs = [
    [undefined, 'Exchange'],
    ['again', 'Send again'],
    ...(hasRight ? [['right', 'Send what is right'] as const] : []),
  ] as const
  return (
    <nav class="tabs" aria-label="Of this entry">
      {tabs.map(([name, text]) => (
        <a
          key={text}
          href={linkWith(place, { show: name })}
          aria-current={(show ?? undefined) === name ? 'true' : undefined}
        >
          {text}
        </a>
      ))}
    </nav>
  )
}

function Facts({ details }: { readonly details: EntryDetails }) {
  const { world } = useMock()
  const { id, at, now, durationMs, bytes, clientId, testId, botId, scenario, requestId, fault } = details
  const app = world.apps.find(one => one.clientId === clientId)?.name
  const facts: readonly (readonly [string, string | null])[] = [
    ['Entry', id],
    ['Came', `${at.slice(0, 10)} ${at.slice(11, 23)} UTC`],
    ['Clock', `${now.slice(0, 10)} ${now.slice(11, 19)} UTC`],
    ['Took', writtenMs(durationMs)],
    ['Answer', writtenBytes(bytes)],
    ['Client', clientId === null ? null : app === undefined ? clientId : `${app} (${clientId})`],
    ['Test id', testId],
    ['Bot', botId],
    ['Scenario', scenario],
    ['Fault', fault],
    ['Request id', requestId],
  ]
  return (
    <dl class="session-facts">
      {facts.map(
        ([name, value]) =>
          value !== null && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
