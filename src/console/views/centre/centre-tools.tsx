import { BotChoice, Choice, Toolbar } from '../../parts/fields.tsx'
import { RangeFields } from '../../parts/range-fields.tsx'
import { useMock } from '../../state/mock.ts'
import type { DayRange } from '../../state/range.ts'
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
      <RangeFields range={range} />
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
