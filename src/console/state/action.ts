import { useCallback, useRef, useState } from 'preact/hooks'
import { asFailure, type CallFailure } from '../api/failure.ts'
import { useMock } from './mock.ts'

/** Something that a button does, and what came of it. */
export interface Deed {
  /** What was done, in words. */
  readonly said: string
  readonly failure: CallFailure | undefined
  /** Does it, unless something is being done already. @param act gives what is to be said of it */
  readonly run: (act: () => Promise<string>) => void
}

/** What buttons of one card do, one after the other; the last word is shown. */
export function useAction(): Deed {
  const { noticeFailure } = useMock()
  const [state, setState] = useState<Omit<Deed, 'run'>>({ said: '', failure: undefined })
  const isBusy = useRef(false)
  const run = useCallback(
    (act: () => Promise<string>) => {
      // A button that is disabled while it works would lose the focus.
      if (isBusy.current) return
      isBusy.current = true
      setState({ said: '', failure: undefined })
      act()
        .finally(() => {
          isBusy.current = false
        })
        .then(
          said => setState({ said, failure: undefined }),
          (error: unknown) => {
            const failure = asFailure(error)
            noticeFailure(failure)
            setState({ said: '', failure })
          },
        )
    },
    [noticeFailure],
  )
  return { ...state, run }
}
