import type { ScenarioCheck } from '../../api/answers.ts'
import type { ChartData } from '../../charts/data.ts'
import { ENDINGS } from '../../state/endings.ts'
import { WEEKDAYS, weekdayIn } from '../../state/zone-time.ts'

/** The week of one bot, by day and how sessions end. */
export function weekOfBot({ days }: ScenarioCheck['bots'][number]): ChartData {
  return {
    columnsAre: 'Day',
    columns: days.map(({ day }) => `${WEEKDAYS[weekdayIn(day)]} ${day.slice(8)}`),
    series: ENDINGS.map(({ key, name, colour }) => ({ name, colour, values: days.map(day => day[key]) })),
  }
}
