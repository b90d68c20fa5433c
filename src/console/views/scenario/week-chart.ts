import type { ScenarioCheck } from '../../api/answers.ts'
import type { ChartData } from '../../charts/data.ts'
import { weekdayIn } from '../../state/zone-time.ts'

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const WEEK_ENDINGS = [
  { key: 'selfService', name: 'Self-service', colour: 1 },
  { key: 'agent', name: 'Agent', colour: 2 },
  { key: 'dropOff', name: 'Drop-off', colour: 3 },
] as const

/** The week of one bot, by day and how sessions end. */
export function weekOfBot({ days }: ScenarioCheck['bots'][number]): ChartData {
  return {
    columnsAre: 'Day',
    columns: days.map(({ day }) => `${DAYS[weekdayIn(day)]} ${day.slice(8)}`),
    series: WEEK_ENDINGS.map(({ key, name, colour }) => ({ name, colour, values: days.map(day => day[key]) })),
  }
}
