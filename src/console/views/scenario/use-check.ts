import { useEffect, useMemo, useState } from 'preact/hooks'
import type { ScenarioCheck } from '../../api/answers.ts'
import type { Call } from '../../api/call.ts'
import { checkScenarioCall } from '../../api/calls.ts'
import { asFailure, type CallFailure } from '../../api/failure.ts'
import { useMock } from '../../state/mock.ts'

/** ms after the last key before a text is checked. */
const PAUSE = 300

/** What is known of a text. */
export interface Checked {
  /** Of the text as it was when it was checked last. */
  readonly value: ScenarioCheck | undefined
  readonly failure: CallFailure | undefined
  readonly isChecking: boolean
  /** By which it is checked. */
  readonly call: Call<ScenarioCheck>
}

/** Checks a text when nothing was typed for a while; the week that it made last stays while it has mistakes. */
export function useCheck(text: string): Checked {
  const { client, revision, noticeFailure } = useMock()
  const [checked, setChecked] = useState<Omit<Checked, 'call'>>({
    value: undefined,
    failure: undefined,
    isChecking: true,
  })
  const call = useMemo(() => checkScenarioCall(text), [text])
  useEffect(() => {
    const abort = new AbortController()
    setChecked(before => ({ ...before, isChecking: true }))
    const timer = setTimeout(() => {
      client.send(call, abort.signal).then(
        value =>
          setChecked(before => ({
            value: value.valid ? value : { ...value, bots: before.value?.bots ?? [] },
            failure: undefined,
            isChecking: false,
          })),
        error => {
          if (abort.signal.aborted) return
          const failure = asFailure(error)
          noticeFailure(failure)
          setChecked(before => ({ ...before, failure, isChecking: false }))
        },
      )
    }, PAUSE)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [client, call, revision, noticeFailure])
  return { ...checked, call }
}
