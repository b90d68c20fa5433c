import { useRef, useState } from 'preact/hooks'
import {
  ALL_OPERATIONS,
  addFaultCall,
  type FaultInForce,
  type FaultWish,
  faultsCall,
  removeFaultCall,
} from '../../api/control-calls.ts'
import { CONSOLE_TEST_ID } from '../../api/test-id.ts'
import { ControlCard } from '../../parts/control-card.tsx'
import { Choice } from '../../parts/fields.tsx'
import { useAction } from '../../state/action.ts'
import { useLoad } from '../../state/load.ts'
import { useMock } from '../../state/mock.ts'
import { useRepeatedly } from '../../state/repeatedly.ts'
import { FAULT_PRESETS, faultScope, faultText } from './fault-words.ts'

/** How long a fault is in force: minutes; an empty text: until it is removed. */
const DURATIONS: readonly (readonly [string, string])[] = [
  ['1', '1 minute'],
  ['10', '10 minutes'],
  ['', 'until removed'],
]

/** Things that go wrong on purpose. */
export function FaultsCard({ testId }: { readonly testId: string | undefined }) {
  const { client } = useMock()
  const action = useAction()
  const [operationId, setOperationId] = useState('')
  const [minutes, setMinutes] = useState('10')
  const inForce = useRef<HTMLHeadingElement>(null)
  const loaded = useLoad('faults', async signal => (await client.send(faultsCall(), signal)).faults)
  useRepeatedly(loaded.again)
  const set = (name: string, wish: FaultWish) =>
    action.run(async () => {
      // Its own calls would use up what is meant for a client.
      const whose = testId === undefined ? { exceptTestId: CONSOLE_TEST_ID } : { testId }
      const match = { ...(operationId === '' ? {} : { operationId }), ...whose }
      const until = minutes === '' ? {} : { ttlMs: Number(minutes) * 60_000 }
      const { id } = await client.send(addFaultCall({ ...wish, match, ...until }))
      loaded.again()
      return `${name} is in force as ${id}`
    })
  const remove = (id: string) =>
    action.run(async () => {
      await client.send(removeFaultCall(id))
      // The button that had the focus goes with it.
      inForce.current?.focus()
      loaded.again()
      return `${id} is gone`
    })
  return (
    <ControlCard
      title="Faults"
      about="Things that go wrong on purpose for those who call the APIs; what this console asks for itself is spared."
      action={action}
      loaded={loaded}
    >
      {faults => (
        <>
          <div class="fault-choice">
            <Choice
              label="Of calls to"
              value={operationId}
              options={[['', 'any operation'], ...ALL_OPERATIONS.map(id => [id, id] as const)]}
              onChoose={setOperationId}
            />
            <Choice label="For" value={minutes} options={DURATIONS} onChoose={setMinutes} />
          </div>
          <ul class="presets">
            {FAULT_PRESETS.map(({ name, about, wish }) => (
              <li key={name}>
                <button type="button" onClick={() => set(name, wish)}>
                  {name}
                  <small>{about}</small>
                </button>
              </li>
            ))}
          </ul>
          <h3 tabIndex={-1} ref={inForce}>
            In force
          </h3>
          <InForce faults={faults.filter(({ match }) => isSeen(match?.testId, testId))} onRemove={remove} />
        </>
      )}
    </ControlCard>
  )
}

/** Faults for all are those of a test id, too. */
const isSeen = (of: string | undefined, testId: string | undefined) =>
  testId === undefined || of === undefined || of === testId

interface InForceProps {
  readonly faults: readonly FaultInForce[]
  readonly onRemove: (id: string) => void
}

function InForce({ faults, onRemove }: InForceProps) {
  if (faults.length === 0) return <p class="none-in-force">None is in force.</p>
  return (
    <ul class="in-force" aria-label="In force">
      {faults.map(fault => (
        <li key={fault.id}>
          <div>
            <b>{faultText(fault.fault)}</b>
            <p class="soft">
              {faultScope(fault)} ({fault.id})
            </p>
          </div>
          {fault.source === 'scenario' ? (
            <span class="badge">of the scenario</span>
          ) : (
            <button type="button" aria-label={`Remove ${fault.id}`} onClick={() => onRemove(fault.id)}>
              Remove
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}
