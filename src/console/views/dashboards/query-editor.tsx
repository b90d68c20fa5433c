import { useId, useMemo, useState } from 'preact/hooks'
import type { WidgetAnswer } from '../../api/answers.ts'
import { tryWidgetCall, type WidgetName } from '../../api/calls.ts'
import { ChartCard } from '../../charts/chart-card.tsx'
import { Choice } from '../../parts/fields.tsx'
import { FailureNote, Skeleton } from '../../parts/notes.tsx'
import { useLoad } from '../../state/load.ts'
import { useMock } from '../../state/mock.ts'
import type { DayRange } from '../../state/range.ts'
import { linkWith, usePlace } from '../../state/router.ts'
import { type Trying, useTyped } from '../../state/typed.ts'
import { type ReadWidget, readWidget } from './read-widget.ts'
import { chartOfWidget, isDrawn, isRows, rowsOf } from './widget-chart.ts'
import { WidgetDrawing } from './widget-drawing.tsx'
import {
  CLAUSES,
  type Clause,
  DATA_SETS,
  draftOf,
  snippetOfWidget,
  tidyDraft,
  WIDGET_TYPES,
  type WidgetDraft,
} from './widget-query.ts'

interface QueryEditorProps {
  readonly name: WidgetName
  readonly range: DayRange
}

/** The query of a widget, to be changed: tried as one types, with what is wrong at its clause. */
export function QueryEditor({ name, range }: QueryEditorProps) {
  const { client } = useMock()
  const place = usePlace()
  const stored = useLoad(JSON.stringify([name, range.first, range.last]), signal =>
    readWidget(client, name, range, signal),
  )
  const [typed, setTyped] = useState<WidgetDraft>()
  const draft = typed ?? (stored.value && draftOf(stored.value.answer))
  return (
    <section class="query-editor" aria-label={`Query of ${name.widget}`}>
      <p class="crumb">
        <a href={linkWith(place, { edit: undefined })}>All of {name.dashboard}</a>
      </p>
      <h2>{name.widget}</h2>
      {stored.failure && <FailureNote failure={stored.failure} again={stored.again} />}
      {draft === undefined && stored.isLoading && <Skeleton label="Loading the widget" rows={6} />}
      {draft !== undefined && (
        <QueryForm
          draft={draft}
          dashboard={name.dashboard}
          botId={name.botId}
          range={range}
          onChange={setTyped}
          onReset={typed && (() => setTyped(undefined))}
        />
      )}
    </section>
  )
}

interface QueryFormProps {
  readonly draft: WidgetDraft
  readonly dashboard: string
  readonly botId: string
  readonly range: DayRange
  readonly onChange: (draft: WidgetDraft) => void
  readonly onReset: (() => void) | undefined
}

function QueryForm({ draft, dashboard, botId, range, onChange, onReset }: QueryFormProps) {
  const [said, setSaid] = useState('')
  const { call, value: read, failure, isUnderWay } = useTried(botId, draft, range)
  const wrong = new Map(
    failure?.reasons.map(({ property, message }) => [property.replace('body.widget.', ''), message]),
  )
  const isAtClause = failure?.reasons.some(({ property }) => property.startsWith('body.widget.')) ?? false
  const chart = useMemo(() => read && chartOfWidget(read.answer, read.rows), [read])
  const copy = () =>
    navigator.clipboard.writeText(snippetOfWidget(dashboard, draft)).then(
      () => setSaid('Copied as a part of a scenario'),
      () => setSaid('The browser did not let it be copied'),
    )
  return (
    <div class="query-panes">
      <form class="card clauses" onSubmit={event => event.preventDefault()}>
        <div class="toolbar">
          <Choice
            label="Type"
            value={draft.type}
            options={WIDGET_TYPES.map(type => [type, type])}
            onChoose={type => onChange({ ...draft, type })}
          />
          <Choice
            label="Data set"
            value={draft.dataSet}
            options={DATA_SETS.map(set => [set, set])}
            onChoose={set => onChange({ ...draft, dataSet: set as WidgetDraft['dataSet'] })}
          />
        </div>
        {CLAUSES.map(clause => (
          <ClauseField
            key={clause}
            clause={clause}
            value={draft[clause] ?? ''}
            wrong={wrong.get(clause)}
            onType={text => onChange({ ...draft, [clause]: text })}
          />
        ))}
        <div class="toolbar">
          <button type="button" class="main" onClick={copy}>
            Copy as YAML
          </button>
          <button type="button" disabled={onReset === undefined} onClick={onReset}>
            As it was
          </button>
          <span class="status-line" role="status">
            {said}
          </span>
        </div>
      </form>
      <ChartCard
        title="What it finds"
        data={read === undefined || isRows(read) ? undefined : chart}
        rows={read && rowsOf(read)}
        calls={[call]}
        hasPicture={read !== undefined && isDrawn(read)}
        isBusy={isUnderWay}
      >
        {failure !== undefined && !isAtClause && (
          <div class="note error" role="alert">
            {failure.message}
          </div>
        )}
        {isAtClause && <p class="wrong">The query has a mistake. What is below is what it found before.</p>}
        {read !== undefined ? (
          <WidgetDrawing read={read} chart={chart} />
        ) : (
          failure === undefined && <Skeleton label="Trying the query" rows={5} />
        )}
      </ChartCard>
    </div>
  )
}

interface ClauseFieldProps {
  readonly clause: Clause
  readonly value: string
  readonly wrong: string | undefined
  readonly onType: (text: string) => void
}

function ClauseField({ clause, value, wrong, onType }: ClauseFieldProps) {
  const id = useId()
  return (
    <div class={wrong === undefined ? 'clause' : 'clause is-wrong'}>
      <label for={id}>{clause}</label>
      <textarea
        id={id}
        rows={clause === 'select' || clause === 'filterBy' ? 2 : 1}
        spellcheck={false}
        autocomplete="off"
        value={value}
        aria-invalid={wrong !== undefined}
        aria-describedby={wrong === undefined ? undefined : `${id}-wrong`}
        onInput={event => onType(event.currentTarget.value)}
      />
      {wrong !== undefined && (
        <p class="wrong" id={`${id}-wrong`} role="alert">
          {wrong}
        </p>
      )}
    </div>
  )
}

/** The last rows stay while a query is wrong. */
const TRYING: Trying<WidgetAnswer, ReadWidget> = {
  pause: 350,
  valueOf: answer => ({ answer, rows: answer.queryResponse.queryResponse, isCut: false }),
}

/** Tries a query when nothing was typed for a while. */
function useTried(botId: string, draft: WidgetDraft, { first, last }: DayRange) {
  const question = JSON.stringify({ widget: tidyDraft(draft), startDate: first, endDate: last, limit: 250 })
  const call = useMemo(() => tryWidgetCall(botId, JSON.parse(question)), [botId, question])
  return { ...useTyped(call, TRYING), call }
}
