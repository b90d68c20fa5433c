import type { ComponentChildren } from 'preact'
import type { DeskAnswer, TrendAnswer } from '../../api/answers.ts'
import { written, writtenSeconds, writtenShare } from '../../charts/data.ts'
import { linkTo } from '../../state/address.ts'
import type { Loaded } from '../../state/load.ts'
import { waitsOf } from './desk-charts.ts'
import type { ReadSessions } from './read-sessions.ts'

interface HeadlineProps {
  readonly sessions: Loaded<ReadSessions>
  readonly trend: TrendAnswer | undefined
  readonly desk: DeskAnswer | undefined
  readonly botId: string
}

/** The figures that one wants first. */
export function Headline({ sessions, trend, desk, botId }: HeadlineProps) {
  const rows = sessions.value?.rows ?? []
  const contained = rows.filter(({ containment }) => containment === 'selfService').length
  const waits = desk === undefined ? undefined : waitsOf(desk)
  const calls = desk?.mediums.find(({ medium }) => medium === 'calls')
  const share = (value: number | null | undefined) =>
    value === null || value === undefined ? undefined : writtenShare(value)
  const atWork = desk?.onShift.length
  const longest = desk?.longestWaits[0]
  const serving = desk?.onShift.filter(one => one.serving > 0).length
  return (
    <dl class="headline">
      <Figure name="Sessions" value={sessions.value && written(sessions.value.total)} />
      <Figure name="Self-service" value={rows.length === 0 ? undefined : writtenShare(contained / rows.length)} />
      <Figure name="Unique users" value={trend && written(trend.summary.uniqueUsers)} />
      <Figure
        name="Service level"
        value={share(waits?.serviceLevel)}
        more={desk && `within ${desk.serviceSeconds} s`}
      />
      <Figure
        name="Median wait, calls"
        value={calls?.medianWait === null || calls === undefined ? undefined : writtenSeconds(calls.medianWait)}
        more={longest && <LongestWait botId={botId} wait={longest} />}
      />
      <Figure name="Occupancy" value={share(waits?.occupancy)} />
      <Figure
        name="On shift now"
        value={atWork === undefined ? undefined : written(atWork)}
        more={serving === undefined ? undefined : `${serving} with a customer`}
      />
      <Figure name="Waiting now" value={waits && written(waits.waiting)} />
    </dl>
  )
}

interface LongestWaitProps {
  readonly botId: string
  readonly wait: DeskAnswer['longestWaits'][number]
}

function LongestWait({ botId, wait: { sessionId, waitSeconds } }: LongestWaitProps) {
  return (
    <a href={linkTo(`/console/conversations?bot=${encodeURIComponent(botId)}&open=${sessionId}`)}>
      longest {writtenSeconds(waitSeconds)}
    </a>
  )
}

interface FigureProps {
  readonly name: string
  readonly value: string | undefined
  readonly more?: ComponentChildren
}

function Figure({ name, value, more }: FigureProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value ?? '–'} {more !== undefined && value !== undefined && <small>{more}</small>}
      </dd>
    </div>
  )
}
