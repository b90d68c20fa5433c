import { type QuotaList, type QuotaWindow, quotasCall } from '../../api/control-calls.ts'
import { ControlCard } from '../../parts/control-card.tsx'
import { useAction } from '../../state/action.ts'
import { useLoad } from '../../state/load.ts'
import { useMock } from '../../state/mock.ts'
import { useRepeatedly } from '../../state/repeatedly.ts'

/** How full the quotas are. */
export function QuotasCard({ testId }: { readonly testId: string | undefined }) {
  const { client } = useMock()
  const action = useAction()
  const loaded = useLoad('quotas', async signal => (await client.send(quotasCall(), signal)).quotas)
  useRepeatedly(loaded.again)
  return (
    <ControlCard
      title="Quotas"
      about="Calls of the last minute and hour, by the clock of the world, of what may be asked."
      action={action}
      loaded={loaded}
    >
      {quotas => <Buckets quotas={testId === undefined ? quotas : quotas.filter(quota => quota.testId === testId)} />}
    </ControlCard>
  )
}

function Buckets({ quotas }: { readonly quotas: QuotaList['quotas'] }) {
  const { world } = useMock()
  if (quotas.length === 0) {
    return (
      <p class="none-in-force">
        No call was counted yet. The scenario {world.scenario} may have no quotas: <b>rate-limited</b> has.
      </p>
    )
  }
  return (
    <ul class="quotas">
      {quotas.map(({ bucket, botId, testId, minute, hour }) => (
        <li key={`${bucket} ${botId} ${testId}`}>
          <b>{bucket}</b>{' '}
          <span class="soft">
            {botId === null ? 'account' : (world.bots.find(({ id }) => id === botId)?.name ?? botId)}
            {testId !== null && `, ${testId}`}
          </span>
          <Gauge name={`${bucket}, minute`} unit="minute" quota={minute} />
          <Gauge name={`${bucket}, hour`} unit="hour" quota={hour} />
        </li>
      ))}
    </ul>
  )
}

interface GaugeProps {
  readonly name: string
  readonly unit: string
  readonly quota: QuotaWindow | null
}

function Gauge({ name, unit, quota }: GaugeProps) {
  if (quota === null) return null
  const { limit, used, freeAt } = quota
  return (
    <div class="gauge">
      <meter aria-label={name} min={0} max={Math.max(limit, 1)} high={limit * 0.8} value={used} />
      <span>
        {used} of {limit} a {unit}
        {freeAt !== null && <em> full until {freeAt.slice(11, 19)} UTC</em>}
      </span>
    </div>
  )
}
