import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { ClockState, World } from '../api/answers.ts'
import { clockCall, worldCall } from '../api/calls.ts'
import type { MockClient } from '../api/client.ts'
import { asFailure, type CallFailure } from '../api/failure.ts'

/** ms between two looks at the mock; sooner where it did not answer. */
const LOOK = 5_000
const LOOK_AGAIN = 2_000
/** ms by which the clock of the mock may differ from what was expected before it counts as moved. */
const SLACK = 3_000

/** ms of the world after which views ask anew while its clock plays. */
const PLAYED = 600_000

/** The clock of the mock, and when it was looked at (ms of this machine). */
export interface SeenClock {
  readonly state: ClockState
  readonly at: number
}

/** How the page stands to the mock. */
export interface Connection {
  /** Undefined until it has answered for the first time. */
  readonly world: World | undefined
  readonly clock: SeenClock | undefined
  readonly failure: CallFailure | undefined
  readonly revision: number
  readonly noticeFailure: (failure: CallFailure) => void
  readonly changed: () => void
}

/** The time in the world by a clock that was looked at, ms UTC. */
export function timeOf({ state: { now, mode, rate = 1 }, at }: SeenClock, present: number): number {
  return Date.parse(now) + (mode === 'frozen' ? 0 : (present - at) * rate)
}

/** Looks at the mock as long as the page is seen: whether it answers, what time it is, what world it has. */
export function useConnection(client: MockClient): Connection {
  const [seen, setSeen] = useState<{ world: World; clock: SeenClock }>()
  const [failure, setFailure] = useState<CallFailure>()
  const [revision, setRevision] = useState(0)
  const known = useRef(seen)
  const wasAway = useRef(false)
  const askedFor = useRef(0)
  const look = useCallback(async () => {
    try {
      const [state, world] = await Promise.all([client.send(clockCall()), client.send(worldCall())])
      const clock = { state, at: Date.now() }
      const before = known.current
      const played = state.mode === 'playing' && Math.abs(Date.parse(state.now) - askedFor.current) >= PLAYED
      const isNew = before === undefined || wasAway.current || played || isOther(before, { world, clock })
      if (isNew) askedFor.current = Date.parse(state.now)
      // Views ask anew when they are given another world: that its time has gone on is no reason.
      known.current = { world: isNew ? world : before.world, clock }
      setSeen(known.current)
      setFailure(undefined)
      if (before !== undefined && isNew) {
        client.forget()
        setRevision(n => n + 1)
      }
      if (isNew) client.know(world)
      wasAway.current = false
    } catch (error) {
      const failed = asFailure(error)
      wasAway.current ||= failed.kind === 'unreachable'
      setFailure(failed)
    }
  }, [client])
  const isAway = failure?.kind === 'unreachable'
  // The mock is asked before the page is painted for the first time, not after.
  useLayoutEffect(() => {
    void look()
    const timer = setInterval(() => document.hidden || void look(), isAway ? LOOK_AGAIN : LOOK)
    const shown = () => document.hidden || void look()
    document.addEventListener('visibilitychange', shown)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', shown)
    }
  }, [look, isAway])
  // That a call of a view was refused is the view's to say.
  const noticeFailure = useCallback((failed: CallFailure) => {
    if (failed.kind === 'refused') return
    wasAway.current ||= failed.kind === 'unreachable'
    setFailure(failed)
  }, [])
  const changed = useCallback(() => {
    wasAway.current = true
    void look()
  }, [look])
  return useMemo(
    () => ({ world: seen?.world, clock: seen?.clock, failure, revision, noticeFailure, changed }),
    [seen, failure, revision, noticeFailure, changed],
  )
}

function isOther(before: { world: World; clock: SeenClock }, after: { world: World; clock: SeenClock }): boolean {
  if (before.world.scenario !== after.world.scenario || before.world.seed !== after.world.seed) return true
  if (botsIn(before.world) !== botsIn(after.world)) return true
  return (
    Math.abs(timeOf(before.clock, after.clock.at) - Date.parse(after.clock.state.now)) >
    SLACK * (after.clock.state.rate ?? 1)
  )
}

/** The bots, and the scenario of each: one that is given another one answers otherwise. */
const botsIn = ({ bots }: World) => JSON.stringify(bots.map(({ id, scenario }) => [id, scenario]))
