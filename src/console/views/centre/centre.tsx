import { useMemo } from 'preact/hooks'
import { deskCall, trendCall } from '../../api/calls.ts'
import { useBotId } from '../../parts/fields.tsx'
import { FailureNote, Skeleton } from '../../parts/notes.tsx'
import { useLoad } from '../../state/load.ts'
import { useMock } from '../../state/mock.ts'
import { instantsOf, rangeIn } from '../../state/range.ts'
import { useQuery } from '../../state/router.ts'
import { ZoneTime } from '../../state/zone-time.ts'
import { CentreTools } from './centre-tools.tsx'
import { openingOf } from './column-opening.ts'
import { DeskCharts, OnShift, QueueTable } from './desk-part.tsx'
import { Headline } from './headline.tsx'
import { type ReadSessions, readSessions } from './read-sessions.ts'
import { Columns, isByHour } from './session-charts.ts'
import { SessionCharts, UserCharts } from './session-part.tsx'

/** One living contact centre: who comes, how it ends, who serves them. */
export function CentreView() {
  const { client, world } = useMock()
  const [query] = useQuery()
  const botId = useBotId()
  const bot = world.bots.find(({ id }) => id === botId)
  const zone = useZone(query.get('zone'), bot?.zone)
  const present = Date.parse(world.now)
  const range = rangeIn(query, present, zone)
  const { from, to } = instantsOf(range, zone)
  const end = Math.max(from + 1, Math.min(to, present))
  const key = [botId, range.first, range.last, zone.zone].join(' ')
  const columns = useMemo(() => new Columns(range, zone), [range.first, range.last, zone])
  const opening = useMemo(() => openingOf(columns, zone, query), [columns, zone, query])
  const isPast = from < present
  const sessions = useLoad<ReadSessions>(isPast ? key : undefined, (signal, report) =>
    readSessions(client, { botId, from, to: end }, signal, report),
  )
  const trendQuestion = trendCall(botId, {
    first: range.first,
    last: range.last,
    zone: zone.zone,
    aggregation: isByHour(range) ? 'hourly' : 'daily',
  })
  const trend = useLoad(key, signal => client.send(trendQuestion, signal))
  const deskQuestion = deskCall(botId, { from: new Date(from).toISOString(), to: new Date(to).toISOString() })
  const desk = useLoad(key, signal => client.send(deskQuestion, signal))
  return (
    <>
      <h1 tabIndex={-1}>{bot?.name ?? botId}</h1>
      <CentreTools botId={botId} range={range} zone={zone} present={present} botZone={bot?.zone} />
      <Headline sessions={sessions} trend={trend.value} desk={desk.value} botId={botId} />
      <div class="charts">
        {sessions.failure ? (
          <FailureNote failure={sessions.failure} again={sessions.again} />
        ) : sessions.value === undefined ? (
          sessions.isLoading && <Skeleton label="Reading sessions" rows={6} />
        ) : (
          <SessionCharts
            read={sessions.value}
            isLoading={sessions.isLoading}
            range={range}
            zone={zone}
            columns={columns}
            opening={opening}
            present={present}
          />
        )}
        {trend.failure ? (
          <FailureNote failure={trend.failure} again={trend.again} />
        ) : (
          trend.value && <UserCharts trend={trend.value} call={trendQuestion} columns={columns} opening={opening} />
        )}
        {desk.failure ? (
          <FailureNote failure={desk.failure} again={desk.again} />
        ) : (
          desk.value && (
            <>
              <DeskCharts desk={desk.value} call={deskQuestion} columns={columns} opening={opening} />
              <QueueTable desk={desk.value} call={deskQuestion} botId={botId} zone={zone} />
              <OnShift desk={desk.value} call={deskQuestion} zone={zone} />
            </>
          )
        )}
      </div>
    </>
  )
}

/** The zone that was asked for, else that of the bot; what the browser does not know is UTC. */
function useZone(asked: string | null, ofBot: string | undefined): ZoneTime {
  return useMemo(() => {
    for (const name of [asked, ofBot]) {
      if (name === null || name === undefined) continue
      try {
        return new ZoneTime(name)
      } catch {
        // The next one.
      }
    }
    return new ZoneTime('UTC')
  }, [asked, ofBot])
}
