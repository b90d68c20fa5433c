import { type DayRange, RANGES } from '../state/range.ts'
import { useQuery } from '../state/router.ts'
import { Choice, TextField } from './fields.tsx'

/** Which days: one of the ranges, or from one to another, in the address. */
export function RangeFields({ range }: { readonly range: DayRange }) {
  const [, setQuery] = useQuery()
  return (
    <>
      <Choice
        label="Range"
        value={range.name}
        options={[...RANGES.map(({ name, title }) => [name, title] as const), ['days', 'Some days']]}
        onChoose={name =>
          setQuery(
            name === 'days'
              ? { range: undefined, from: range.first, to: range.last }
              : { range: name, from: undefined, to: undefined },
          )
        }
      />
      {range.name === 'days' && (
        <>
          <TextField
            label="From"
            type="date"
            value={range.first}
            onEnter={from => setQuery({ from, to: laterOf(from, range.last) })}
          />
          <TextField
            label="To"
            type="date"
            value={range.last}
            onEnter={to => setQuery({ from: earlierOf(to, range.first), to })}
          />
        </>
      )}
    </>
  )
}

const laterOf = (a: string, b: string) => (a > b ? a : b)
const earlierOf = (a: string, b: string) => (a < b ? a : b)
