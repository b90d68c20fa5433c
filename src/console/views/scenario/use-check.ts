import { useMemo } from 'preact/hooks'
import type { ScenarioCheck } from '../../api/answers.ts'
import type { Call } from '../../api/call.ts'
import { checkScenarioCall } from '../../api/calls.ts'
import { type Trying, type Typed, useTyped } from '../../state/typed.ts'

/** The week that a text made last stays while it has mistakes. */
const CHECKING: Trying<ScenarioCheck, ScenarioCheck> = {
  pause: 300,
  valueOf: (check, before) => (check.valid ? check : { ...check, bots: before?.bots ?? [] }),
}

/** What is known of a text. */
export interface Checked extends Typed<ScenarioCheck> {
  /** By which it is checked. */
  readonly call: Call<ScenarioCheck>
}

/** Checks a text when nothing was typed for a while. */
export function useCheck(text: string): Checked {
  const call = useMemo(() => checkScenarioCall(text), [text])
  return { ...useTyped(call, CHECKING), call }
}
