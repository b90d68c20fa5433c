import { useState } from 'preact/hooks'
import type { ScenarioText } from '../../api/answers.ts'
import { startedScenarioCall, useScenarioCall } from '../../api/calls.ts'
import { asFailure, type CallFailure } from '../../api/failure.ts'
import { useMock } from '../../state/mock.ts'
import { appliedTexts, storeApplied } from './draft.ts'

interface ApplyingOptions {
  readonly isStarted: boolean
  /** Puts another text into the editor. */
  readonly change: (text: string) => void
}

/** Has the mock answer from a text, and takes that back: to the text before, at last to the scenario of the start. */
export function useApplying({ isStarted, change }: ApplyingOptions) {
  const { client, changed, noticeFailure } = useMock()
  const [state, setState] = useState<{ said?: string; failure?: CallFailure; isBusy: boolean }>({ isBusy: false })
  const fail = (error: unknown) => {
    const failure = asFailure(error)
    noticeFailure(failure)
    setState({ failure, isBusy: false })
  }
  const act = (work: () => Promise<ScenarioText>, said: string) => {
    setState({ isBusy: true })
    work().then(({ name }) => {
      setState({ said: `${said} ${name}`, isBusy: false })
      changed()
    }, fail)
  }
  const apply = (text: string) =>
    act(async () => {
      const used = await client.send(useScenarioCall({ text }))
      storeApplied([...(isStarted ? [] : appliedTexts()), text])
      return used
    }, 'Applied: the mock answers from')
  const undo = () =>
    act(async () => {
      const before = appliedTexts().slice(0, -1)
      const text = before.at(-1)
      const used = await client.send(text === undefined ? startedScenarioCall() : useScenarioCall({ text }))
      storeApplied(before)
      change(used.text)
      return used
    }, 'Taken back: the mock answers from')
  return { ...state, canUndo: !isStarted, apply, undo, fail }
}
