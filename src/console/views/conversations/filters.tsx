import { BotChoice, Choice, TextField, Toolbar } from '../../parts/fields.tsx'
import { type QueryChange, useQuery } from '../../state/router.ts'

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
        options={[
          ['', 'Anything'],
          ['selfService', 'Self-service'],
          ['agent', 'Agent'],
          ['dropOff', 'Drop-off'],
        ]}
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
      <TextField label="From (UTC)" type="date" value={value('from')} onEnter={from => change({ from })} />
      <TextField label="To (UTC)" type="date" value={value('to')} onEnter={to => change({ to })} />
      <TextField
        label="Tag"
        value={value('tag')}
        placeholder="queue=Cards and Fraud"
        onEnter={tag => change({ tag })}
      />
    </Toolbar>
  )
}
