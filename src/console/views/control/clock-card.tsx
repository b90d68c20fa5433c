import { useState } from 'preact/hooks'
import type { ClockState } from '../../api/answers.ts'
import { type ClockChange, clockOfCall, setClockCall } from '../../api/control-calls.ts'
import { Clock } from '../../frame/clock.tsx'
import { ControlCard } from '../../parts/control-card.tsx'
import { useAction } from '../../state/action.ts'
import { useLoad } from '../../state/load.ts'
import { useMock } from '../../state/mock.ts'

const CLOCK_STEPS: readonly (readonly [string, ClockChange])[] = [
  ['− 1 day', { advance: '-P1D' }],
  ['− 1 hour', { advance: '-PT1H' }],
  ['+ 1 hour', { advance: 'PT1H' }],
  ['+ 1 day', { advance: 'P1D' }],
  ['Now', { mode: 'real' }],
]

/** Speeds, as times of real time; 0 stands. */
const SPEEDS: readonly (readonly [string, number])[] = [
  ['Stop', 0],
  ['1×', 1],
  ['60×', 60],
  ['3600×', 3_600],
]

/** What time it is in the world. */
export function ClockCard({ testId }: { readonly testId: string | undefined }) {
  const { client, changed } = useMock()
  const action = useAction()
  const [set, setSet] = useState<{ state: ClockState; at: number }>()
  const loaded = useLoad(`clock ${testId ?? ''}`, async signal => {
    const state = await client.send(clockOfCall(testId), signal)
    // What was said last is older than what is asked for now.
    setSet(undefined)
    return { state, at: Date.now() }
  })
  const change = (body: ClockChange) =>
    action.run(async () => {
      const state = await client.send(setClockCall(body, testId))
      setSet({ state, at: Date.now() })
      changed()
      return `It is ${state.now.slice(0, 10)} ${state.now.slice(11, 19)} UTC now`
    })
  return (
    <ControlCard
      title="Clock"
      about="Nothing after the present of the world exists: what is to come is seen by moving it."
      action={action}
      loaded={loaded}
    >
      {value => {
        const clock = set ?? value
        const speed = speedOf(clock.state)
        return (
          <>
            <p class="big-clock">
              <Clock clock={clock} />
            </p>
            <div class="buttons" role="group" aria-label="Move the clock">
              {CLOCK_STEPS.map(([text, body]) => (
                <button type="button" key={text} onClick={() => change(body)}>
                  {text}
                </button>
              ))}
            </div>
            <div class="buttons" role="group" aria-label="Play">
              <span class="soft">Play</span>
              {SPEEDS.map(([text, rate]) => (
                <button type="button" key={text} aria-pressed={speed === rate} onClick={() => change({ rate })}>
                  {text}
                </button>
              ))}
            </div>
            <InstantForm now={clock.state.now} onSet={now => change({ now })} />
          </>
        )
      }}
    </ControlCard>
  )
}

const speedOf = ({ mode, rate = 1 }: ClockState) => (mode === 'frozen' ? 0 : rate)

interface InstantFormProps {
  readonly now: string
  readonly onSet: (now: string) => void
}

/** Sets the clock to an instant, where it stands then. */
function InstantForm({ now, onSet }: InstantFormProps) {
  const [typed, setTyped] = useState<string>()
  const value = typed ?? now.slice(0, 16)
  return (
    <form
      class="buttons"
      onSubmit={event => {
        event.preventDefault()
        setTyped(undefined)
        onSet(`${value}Z`)
      }}
    >
      <label class="field instant">
        <span>Set it to (UTC), where it stands</span>
        <input
          type="datetime-local"
          required
          min="2000-01-01T00:00"
          max="2099-12-31T23:59"
          value={value}
          onInput={event => setTyped(event.currentTarget.value)}
        />
      </label>
      <button type="submit">Set</button>
    </form>
  )
}
