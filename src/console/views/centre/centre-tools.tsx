import { BotChoice, Choice, TextField, Toolbar } from '../../parts/fields.tsx'
import { useMock } from '../../state/mock.ts'
import { type DayRange, RANGES } from '../../state/range.ts'
import { useQuery } from '../../state/router.ts'
import type { ZoneTime } from '../../state/zone-time.ts'

interface CentreToolsProps {
  readonly botId: string
  readonly range: DayRange
  readonly zone: ZoneTime
  readonly present: number
  readonly botZone: string | undefined
}

/** Which bot, which days, in which zone. */
export function CentreTools({ botId, range, zone, present, botZone }: CentreToolsProps) {
  const { changed } = useMock()
  const [, setQuery] = useQuery()
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  const zones = [...new Set([zone.zone, botZone ?? 'UTC', 'UTC', own])]
  return (
    <Toolbar label="What to look at">
      <BotChoice value={botId} />
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
      <Choice
        label="Zone"
        value={zone.zone}
        options={zones.map(name => [name, name === botZone ? `${name} (the bot’s)` : name])}
        onChoose={name => setQuery({ zone: name === botZone ? undefined : name })}
      />
      <span class="as-of">
        As of {zone.dateOf(present)}
        <button type="button" class="quiet" onClick={changed}>
          Refresh
        </button>
      </span>
    </Toolbar>
  )
}

const laterOf = (a: string, b: string) => (a > b ? a : b)
const earlierOf = (a: string, b: string) => (a < b ? a : b)
