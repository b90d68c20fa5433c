import { useMemo } from 'preact/hooks'
import type { DeskAnswer } from '../../api/answers.ts'
import type { Call } from '../../api/call.ts'
import { ChartCard } from '../../charts/chart-card.tsx'
import { type ChartData, type Opening, written, writtenSeconds } from '../../charts/data.ts'
import { Lines } from '../../charts/lines.tsx'
import { RankedBars } from '../../charts/ranked-bars.tsx'
import { StackedBars } from '../../charts/stacked-bars.tsx'
import { Scrolls } from '../../parts/scrolls.tsx'
import { linkTo } from '../../state/address.ts'
import type { ZoneTime } from '../../state/zone-time.ts'
import { busiestAgents, outcomeChart, queueWaits, serviceChart } from './desk-charts.ts'
import type { Columns } from './session-charts.ts'

interface DeskChartsProps {
  readonly desk: DeskAnswer
  readonly call: Call<DeskAnswer>
  readonly columns: Columns
  readonly opening: Opening
}

/** Waits, service level, occupancy. */
export function DeskCharts({ desk, call, columns, opening }: DeskChartsProps) {
  const charts = useMemo(
    () => ({
      service: serviceChart(desk, columns),
      outcomes: outcomeChart(desk, columns),
      waits: queueWaits(desk),
      agents: busiestAgents(desk),
    }),
    [desk, columns],
  )
  if (desk.queues.length === 0) return null
  const calls = [call]
  return (
    <>
      <ChartCard title="Service level and occupancy" data={charts.service} calls={calls}>
        <Lines label="Service level and occupancy" data={charts.service} most={1} opening={opening} />
      </ChartCard>
      <ChartCard title="Handed over" data={charts.outcomes} calls={calls}>
        <StackedBars label="What became of those who were handed over" data={charts.outcomes} opening={opening} />
      </ChartCard>
      <ChartCard title="Waits by queue" data={charts.waits} calls={calls} note={mediansText(charts.waits)}>
        <RankedBars label="Waits by queue: nine of ten were shorter" data={charts.waits} />
      </ChartCard>
      <ChartCard title="Busiest agents" data={charts.agents} calls={calls}>
        <RankedBars label="Conversations by agent" data={charts.agents} />
      </ChartCard>
    </>
  )
}

/** What the bars do not show. */
function mediansText({ series }: ChartData): string {
  const medians = series[1]!.values.map(value => value ?? 0)
  const [least, most] = [Math.min(...medians), Math.max(...medians)].map(writtenSeconds)
  return `Nine of ten were answered within this time, half of them within ${least === most ? least : `${least} to ${most}`}`
}

interface QueueTableProps {
  readonly desk: DeskAnswer
  readonly call: Call<DeskAnswer>
  readonly botId: string
  readonly zone: ZoneTime
}

/** The longest waits, each with its conversation. */
export function QueueTable({ desk, call, botId, zone }: QueueTableProps) {
  if (desk.longestWaits.length === 0) return null
  return (
    <ChartCard
      title="Longest waits"
      data={undefined}
      rows={[
        ['Session', 'Seconds', 'Queue', 'Handed over', 'Answered'],
        ...desk.longestWaits.map(one => [
          one.sessionId,
          one.waitSeconds,
          one.queueName,
          one.arrival,
          one.isAnswered ? 'yes' : 'no',
        ]),
      ]}
      calls={[call]}
      note="Of calls and chats. Each leads to its conversation."
    >
      <table>
        <thead>
          <tr>
            <th scope="col">Waited</th>
            <th scope="col">Queue</th>
            <th scope="col">Handed over</th>
            <th scope="col">Then</th>
          </tr>
        </thead>
        <tbody>
          {desk.longestWaits.map(({ sessionId, queueName, arrival, waitSeconds, isAnswered }) => (
            <tr key={sessionId}>
              <th scope="row">
                <a href={linkTo(`/console/conversations?bot=${encodeURIComponent(botId)}&open=${sessionId}`)}>
                  {writtenSeconds(waitSeconds)}
                </a>
              </th>
              <td>{queueName}</td>
              <td>{zone.dateOf(Date.parse(arrival)).slice(5)}</td>
              <td>{isAnswered ? 'answered' : 'no answer'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ChartCard>
  )
}

/** Who is at work now. */
export function OnShift({ desk, call, zone }: Omit<QueueTableProps, 'botId'>) {
  const { onShift, now } = desk
  const people = [...onShift].sort((a, b) => b.serving - a.serving)
  return (
    <ChartCard
      title={`On shift at ${zone.clockOf(Date.parse(now)).slice(0, 5)}`}
      data={undefined}
      rows={[
        ['Agent', 'Queue', 'Begin', 'End', 'Serving', 'Break'],
        ...people.map(one => [one.name, one.queue, one.begin, one.end, one.serving, one.isOnBreak ? 'yes' : 'no']),
      ]}
      calls={[call]}
    >
      {people.length === 0 ? (
        <p class="soft">Nobody is at work at this hour.</p>
      ) : (
        <Scrolls label="Who is on shift">
          <table>
            <thead>
              <tr>
                <th scope="col">Agent</th>
                <th scope="col">Queue</th>
                <th scope="col">Shift</th>
                <th scope="col">Now</th>
              </tr>
            </thead>
            <tbody>
              {people.map(({ agentId, name, queue, begin, end, serving, isOnBreak }) => (
                <tr key={agentId}>
                  <th scope="row">{name}</th>
                  <td>{queue}</td>
                  <td>
                    {zone.clockOf(Date.parse(begin)).slice(0, 5)}–{zone.clockOf(Date.parse(end)).slice(0, 5)}
                  </td>
                  <td>{serving > 0 ? `serves ${written(serving)}` : isOnBreak ? 'on a break' : 'free'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolls>
      )}
    </ChartCard>
  )
}
