import { type DayRange, RANGES, withFirst, withLast } from '../state/range.ts'
import { useQuery } from '../state/router.ts'
import { Choice, TextField } from './fields.tsx'

/** Which days: one of the ranges, or from one to another, in the address. */
export function RangeFields({ range }: { readonly range: DayRange }) {
  const [, setQuery] = useQuery()
  const show = ({ first, last }: DayRange) => setQuery({ range: undefined, from: first, to: last })
  return (
    <>
      <Choice
        label="Range"
        value={range.name}
        options={[...RANGES.map(({ name, title }) => [name, title] as const), ['days', 'Choose days']]}
        onChoose={name => (name === 'days' ? show(range) : setQuery({ range: name, from: undefined, to: undefined }))}
      />
      {range.name === 'days' && (
        <>
          <TextField
            label="From"
            type="date"
            value={range.first}
            onEnter={from => from !== '' && show(withFirst(range, from))}
          />
          <TextField label="To" type="date" value={range.last} onEnter={to => to !== '' && show(withLast(range, to))} />
        </>
      )}
    </>
  )
}
