import type { Opening } from '../../charts/data.ts'
import { HOUR_MS, type ZoneTime } from '../../state/zone-time.ts'
import type { Columns } from './session-charts.ts'

/** Where columns of the centre lead to: a day to its hours, an hour to its conversations. */
export function openingOf(columns: Columns, zone: ZoneTime, query: URLSearchParams): Opening {
  const kept = new URLSearchParams()
  for (const name of ['bot', 'zone']) {
    const value = query.get(name)
    if (value !== null) kept.set(name, value)
  }
  const address = (view: string, from: string, to: string) => {
    const fields = new URLSearchParams(kept)
    fields.set('from', from)
    fields.set('to', to)
    return `/console/${view}?${fields}`
  }
  if (!columns.areHours) {
    return {
      words: 'shows its hours',
      address: column => {
        const { day } = columns.placeOf(column)
        return address('centre', day, day)
      },
    }
  }
  return {
    words: 'shows its conversations',
    address: column => {
      const { day, hour } = columns.placeOf(column)
      const begin = zone.beginOfHour({ day, hour })
      const [from, to] = [begin, begin + HOUR_MS - 1].map(ms => new Date(ms).toISOString())
      return address('conversations', from!, to!)
    },
  }
}
