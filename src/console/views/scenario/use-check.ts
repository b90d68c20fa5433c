import { useEffect, useState } from 'preact/hooks'
import type { ScenarioCheck } from '../../api/answers.ts'
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
}

/** Checks a text when nothing was typed for a while; the week that it made last stays while it has mistakes. */
export function useCheck(text: string): Checked {
  const { client, revision, noticeFailure } = useMock()
  const [checked, setChecked] = useState<Checked>({ value: undefined, failure: undefined, isChecking: true })
  useEffect(() => {
    const abort = new AbortController()
    setChecked(before => ({ ...before, isChecking: true }))
    const timer = setTimeout(() => {
      client.send(checkScenarioCall(text), abort.signal).then(
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
  }, [client, text, revision, noticeFailure])
  return checked
}
