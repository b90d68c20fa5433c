import { useMemo } from 'preact/hooks'
import type { DeskAnswer } from '../../api/answers.ts'
import type { Call } from '../../api/call.ts'
import { ChartCard } from '../../charts/chart-card.tsx'
import { written, writtenSeconds } from '../../charts/data.ts'
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
}

/** Waits, service level, occupancy. */
export function DeskCharts({ desk, call, columns }: DeskChartsProps) {
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
        <Lines label="Service level and occupancy" data={charts.service} most={1} />
      </ChartCard>
      <ChartCard title="Handed over" data={charts.outcomes} calls={calls}>
        <StackedBars label="What became of those who were handed over" data={charts.outcomes} />
      </ChartCard>
      <ChartCard title="Median wait by queue" data={charts.waits} calls={calls}>
        <RankedBars label="Median wait by queue" data={charts.waits} />
      </ChartCard>
      <ChartCard title="Busiest agents" data={charts.agents} calls={calls}>
        <RankedBars label="Conversations by agent" data={charts.agents} />
      </ChartCard>
    </>
  )
}

interface QueueTableProps {
  readonly desk: DeskAnswer
  readonly botId: string
  readonly zone: ZoneTime
}

/** The longest waits, each with its conversation. */
export function QueueTable({ desk, botId, zone }: QueueTableProps) {
  if (desk.longestWaits.length === 0) return null
  return (
    <section class="card" aria-labelledby="longest-waits">
      <header>
        <h2 id="longest-waits">Longest waits</h2>
        <span class="badge">admin API only</span>
      </header>
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
    </section>
  )
}

/** Who is at work now. */
export function OnShift({ desk, zone }: { readonly desk: DeskAnswer; readonly zone: ZoneTime }) {
  const { onShift, now } = desk
  const people = [...onShift].sort((a, b) => b.serving - a.serving)
  return (
    <section class="card" aria-labelledby="on-shift">
      <header>
        <h2 id="on-shift">On shift at {zone.clockOf(Date.parse(now)).slice(0, 5)}</h2>
        <span class="badge">admin API only</span>
      </header>
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
    </section>
  )
}
