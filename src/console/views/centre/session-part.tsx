import { useMemo } from 'preact/hooks'
import type { TrendAnswer } from '../../api/answers.ts'
import type { Call } from '../../api/call.ts'
import { ChartCard } from '../../charts/chart-card.tsx'
import { type Opening, written } from '../../charts/data.ts'
import { HeatMap } from '../../charts/heat-map.tsx'
import { Lines } from '../../charts/lines.tsx'
import { RankedBars } from '../../charts/ranked-bars.tsx'
import { StackedBars } from '../../charts/stacked-bars.tsx'
import { Note } from '../../parts/notes.tsx'
import { channelName } from '../../state/channel-name.ts'
import type { DayRange } from '../../state/range.ts'
import type { ZoneTime } from '../../state/zone-time.ts'
import type { ReadSessions } from './read-sessions.ts'
import { type Columns, containmentChart, rankedChart, shareChart, weekChart } from './session-charts.ts'
import { userChart } from './user-chart.ts'

interface SessionChartsProps {
  readonly read: ReadSessions
  readonly isLoading: boolean
  readonly range: DayRange
  readonly zone: ZoneTime
  readonly columns: Columns
  readonly opening: Opening
  /** ms UTC. */
  readonly present: number
}

/** What sessions show. */
export function SessionCharts({ read, isLoading, range, zone, columns, opening, present }: SessionChartsProps) {
  const { rows, calls, total, isCut } = read
  const charts = useMemo(() => {
    const containment = containmentChart(rows, columns)
    return {
      containment,
      shares: shareChart(containment),
      week: weekChart(rows, range, zone, present),
      channels: rankedChart(rows, { are: 'Channel', colour: 1, keyOf: row => channelName(row.channel) }),
      languages: rankedChart(rows, { are: 'Language', colour: 4, keyOf: row => languageName(row.language) }),
      queues: rankedChart(rows, { are: 'Queue', colour: 2, keyOf: row => row.queue }),
    }
  }, [rows, columns, range, zone, present])
  if (rows.length === 0 && !isLoading) {
    return (
      <Note kind="empty" title="No sessions">
        Nobody came in this range. Choose other days, or another bot; the clock of the mock decides what is past.
      </Note>
    )
  }
  const note = isLoading
    ? `${written(rows.length)} sessions read, more are coming`
    : isCut
      ? `The newest ${written(rows.length)} of ${written(total)} or more sessions: choose fewer days to have all`
      : undefined
  return (
    <>
      <ChartCard
        title={`Sessions by ${columns.are.toLowerCase()}`}
        data={charts.containment}
        calls={calls}
        note={note}
        isWide
      >
        <StackedBars
          label={`Sessions by ${columns.are.toLowerCase()} and how they ended`}
          data={charts.containment}
          opening={opening}
        />
      </ChartCard>
      <ChartCard title="How they ended" data={charts.shares} calls={calls}>
        <Lines label="Shares of how sessions ended" data={charts.shares} most={1} opening={opening} />
      </ChartCard>
      <ChartCard title="Week and hour" data={charts.week} calls={calls}>
        <HeatMap
          label="Sessions by weekday and hour"
          words="Sessions in an hour on average, the stronger the colour, the more"
          data={charts.week}
        />
      </ChartCard>
      <ChartCard title="Channels" data={charts.channels} calls={calls}>
        <RankedBars label="Sessions by channel" data={charts.channels} hasShares />
      </ChartCard>
      <ChartCard title="Languages" data={charts.languages} calls={calls}>
        <RankedBars label="Sessions by language" data={charts.languages} hasShares />
      </ChartCard>
      {charts.queues.columns.length > 0 && (
        <ChartCard title="Busiest queues" data={charts.queues} calls={calls}>
          <RankedBars label="Sessions handed over, by queue" data={charts.queues} hasShares />
        </ChartCard>
      )}
    </>
  )
}

const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' })

function languageName(code: string): string {
  try {
    return names.of(code) ?? code
  } catch {
    return code
  }
}

interface UserChartsProps {
  readonly trend: TrendAnswer
  readonly call: Call<TrendAnswer>
  readonly columns: Columns
  readonly opening: Opening
}

/** Who came. */
export function UserCharts({ trend, call, columns, opening }: UserChartsProps) {
  const data = useMemo(() => userChart(trend, columns), [trend, columns])
  return (
    <ChartCard title={`Users by ${columns.are.toLowerCase()}`} data={data} calls={[call]}>
      <Lines label="Unique, returning and new users" data={data} opening={opening} />
    </ChartCard>
  )
}
