import { BotChoice, Choice, TextField, Toolbar } from '../../parts/fields.tsx'
import { ENDINGS } from '../../state/endings.ts'
import { type QueryChange, useQuery } from '../../state/router.ts'
import { unreadTags } from './filter-question.ts'

/** Every filter that getSessions has. Whatever is changed leads back to the first page. */
export function Filters({ botId }: { readonly botId: string }) {
  const [query, setQuery] = useQuery()
  const change = (fields: QueryChange) => setQuery({ ...fields, skip: undefined })
  const value = (name: string) => query.get(name) ?? ''
  return (
    <Toolbar label="Filters">
      <BotChoice value={botId} />
      <TextField
        label="Search"
        value={value('q')}
        placeholder="session, user or call id"
        onEnter={q => change({ q })}
      />
      <Choice
        label="Ended by"
        value={value('containment')}
        options={[['', 'Anything'], ...ENDINGS.map(({ key, name }) => [key, name] as const)]}
        onChoose={containment => change({ containment })}
      />
      <Choice
        label="Type"
        value={value('type')}
        options={[
          ['', 'All'],
          ['interactive', 'Interactive'],
          ['non-interactive', 'Non-interactive'],
        ]}
        onChoose={type => change({ type })}
      />
      <BoundField label="From (UTC)" value={value('from')} onEnter={from => change({ from })} />
      <BoundField label="To (UTC)" value={value('to')} onEnter={to => change({ to })} />
      <TextField label="Tags" value={value('tag')} placeholder="name=value" onEnter={tag => change({ tag })} />
      <UnreadTags text={value('tag')} />
    </Toolbar>
  )
}

/** What of the tags is looked for nowhere, as it is written otherwise than they are. */
function UnreadTags({ text }: { readonly text: string }) {
  const [first] = unreadTags(text)
  return (
    <p class="wrong" role="status">
      {first !== undefined && `“${first}” is no tag: write name=value, such as queue=Cards and Fraud`}
    </p>
  )
}

interface BoundFieldProps {
  readonly label: string
  /** A day, or an instant. */
  readonly value: string
  readonly onEnter: (value: string) => void
}

/** A day; an instant where a link led to one. */
function BoundField({ label, value, onEnter }: BoundFieldProps) {
  const instant = value.includes('T') ? Date.parse(value) : Number.NaN
  if (Number.isNaN(instant)) return <TextField label={label} type="date" value={value} onEnter={onEnter} />
  return (
    <TextField
      label={label}
      type="datetime-local"
      value={new Date(instant).toISOString().slice(0, MINUTES_LENGTH)}
      onEnter={text => onEnter(text === '' ? '' : `${text}:00Z`)}
    />
  )
}

/** Characters of an instant up to its minutes. */
const MINUTES_LENGTH = 16
