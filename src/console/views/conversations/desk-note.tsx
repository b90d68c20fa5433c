import type { ComponentChildren } from 'preact'
import { writtenSeconds } from '../../charts/data.ts'
import type { ZoneTime } from '../../state/zone-time.ts'
import { SuggestionList, UsedList } from './suggestions.tsx'
import type { DeskEntry } from './time-line.ts'

interface DeskNoteProps {
  readonly entry: DeskEntry
  readonly zone: ZoneTime
  readonly onShow: (messageId: string) => void
}

/** Something that the agent saw or did. */
export function DeskNote({ entry, zone, onShow }: DeskNoteProps) {
  const { title, kind, body } = contentOf(entry, zone, onShow)
  const { of } = entry
  return (
    <div class={`desk-note ${kind}`}>
      <header>
        <b>{title}</b>
        {of !== undefined && (
          <button type="button" class="quiet" aria-label={`to its message: ${title}`} onClick={() => onShow(of)}>
            to its message
          </button>
        )}
      </header>
      {body}
    </div>
  )
}

interface NoteContent {
  readonly title: string
  readonly kind: string
  readonly body?: ComponentChildren
}

function contentOf(entry: DeskEntry, zone: ZoneTime, onShow: DeskNoteProps['onShow']): NoteContent {
  switch (entry.kind) {
    case 'taken':
      return takenContent(entry)
    case 'left':
      return { title: `${agentName(entry.segment)} is done`, kind: 'mark' }
    case 'suggestion':
      return {
        title: 'Suggested unasked',
        kind: 'suggestion',
        body: <SuggestionList suggestions={entry.suggestion.suggestions} used={entry.suggestion.used} />,
      }
    case 'action':
      return actionContent(entry)
    case 'coaching':
      return coachingContent(entry)
    case 'playbook':
      return playbookContent(entry, zone, onShow)
    case 'agentic':
      return agenticContent(entry)
    case 'summary':
      return {
        title: entry.type === 'final' ? 'Summary' : 'Summary so far',
        kind: 'summary',
        body: (
          <>
            <p>{entry.text === '' ? 'None could be made.' : entry.text}</p>
            {entry.edited !== '' && <p class="soft">The agent made of it: {entry.edited}</p>}
          </>
        ),
      }
  }
}

type EntryOf<Kind extends DeskEntry['kind']> = Extract<DeskEntry, { kind: Kind }>

const agentName = ({ agent }: EntryOf<'taken'>['segment']) => agent.name ?? agent.agentId

function takenContent({ segment, waited, isTransfer }: EntryOf<'taken'>): NoteContent {
  const queue = segment.queueInfo?.queueName
  const wait = waited === undefined ? undefined : `after ${writtenSeconds(waited / 1_000)} in the queue`
  return {
    title: `${agentName(segment)} ${isTransfer ? 'goes on' : 'takes it'}`,
    kind: 'mark',
    body: <p class="soft">{[queue, wait].filter(Boolean).join(', ')}</p>,
  }
}

function actionContent({ action: { action, used } }: EntryOf<'action'>): NoteContent {
  if (action === undefined) {
    return { title: 'Started from the library', kind: 'search', body: <UsedList used={used} /> }
  }
  return {
    title: `Searched for “${action.searchPhrase}”`,
    kind: 'search',
    body: <SuggestionList suggestions={action.suggestions} used={used} />,
  }
}

function coachingContent({ coaching }: EntryOf<'coaching'>): NoteContent {
  const { ruleName, message, expression, actionType, isAdhered } = coaching
  return {
    title: `Coaching: ${ruleName}`,
    kind: `coaching ${expression}`,
    body: (
      <>
        <p>
          {message.title}. {message.body}
        </p>
        <p class="soft">
          {actionType.replaceAll('_', ' ')}, {expression}; {isAdhered ? 'followed' : 'not followed'}
        </p>
      </>
    ),
  }
}

function playbookContent(
  { playbook, stepsOf }: EntryOf<'playbook'>,
  zone: ZoneTime,
  onShow: DeskNoteProps['onShow'],
): NoteContent {
  return {
    title: `Playbook, ${Math.round(playbook.adherenceRate)} % kept`,
    kind: 'playbook',
    body: playbook.stages.map(({ stageId, name, steps }) => (
      <div key={stageId}>
        <h3>{name}</h3>
        <ul class="steps">
          {steps.map(({ stepId, title, isAdhered, adheredAt }) => (
            <li key={stepId} class={isAdhered ? 'is-kept' : undefined}>
              <span aria-hidden="true">{isAdhered ? '✓' : '·'}</span> {title}{' '}
              <StepTime
                title={title}
                time={adheredAt && zone.clockOf(Date.parse(adheredAt))}
                of={stepsOf.get(stepId)}
                onShow={onShow}
              />
            </li>
          ))}
        </ul>
      </div>
    )),
  }
}

interface StepTimeProps {
  readonly title: string
  readonly time: string | undefined
  /** What the agent said then. */
  readonly of: string | undefined
  readonly onShow: DeskNoteProps['onShow']
}

/** When a step was kept, which leads to what the agent said. */
function StepTime({ title, time, of, onShow }: StepTimeProps) {
  if (time === undefined || of === undefined) return <span class="soft">{time ?? '(not kept)'}</span>
  return (
    <button type="button" class="quiet" aria-label={`${time}, to its message: ${title}`} onClick={() => onShow(of)}>
      {time}
    </button>
  )
}

function agenticContent({ agentic }: EntryOf<'agentic'>): NoteContent {
  const { response, usageDetails } = agentic
  return {
    title: 'Agentic assistant',
    kind: 'suggestion',
    body: (
      <>
        {response.map(({ content }, i) => (
          <p key={i}>{content}</p>
        ))}
        <p class="soft">
          {usageDetails === undefined ? 'Not used' : usageDetails.usedType === 'send' ? 'Sent on' : 'Copied'}
        </p>
      </>
    ),
  }
}
