import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { asFailure, type CallFailure } from '../api/failure.ts'
import { useMock } from './mock.ts'

/** Something that is asked for: what is known of it so far. */
export interface Loaded<Value> {
  /** The last that was there; while a new one is asked for, or after a failure, that of before. */
  readonly value: Value | undefined
  readonly failure: CallFailure | undefined
  readonly isLoading: boolean
  readonly again: () => void
}

/** Tells how far something is that takes several calls. */
export type Report<Value> = (value: Value) => void

/**
 * Asks for something, and again when `key` changes or the mock does. What was asked for before is cancelled.
 * @param key names what is asked for; undefined: nothing is
 */
export function useLoad<Value>(
  key: string | undefined,
  load: (signal: AbortSignal, report: Report<Value>) => Promise<Value>,
): Loaded<Value> {
  const { revision, noticeFailure } = useMock()
  const [state, setState] = useState<Omit<Loaded<Value>, 'again'>>({
    value: undefined,
    failure: undefined,
    isLoading: key !== undefined,
  })
  const [round, setRound] = useState(0)
  const latest = useRef(load)
  latest.current = load
  const lastKey = useRef(key)
  useEffect(() => {
    const isSame = lastKey.current === key
    lastKey.current = key
    if (key === undefined) {
      setState({ value: undefined, failure: undefined, isLoading: false })
      return
    }
    const abort = new AbortController()
    const alive = (next: Omit<Loaded<Value>, 'again'>) => {
      if (!abort.signal.aborted) setState(next)
    }
    setState(before => ({ value: isSame ? before.value : undefined, failure: undefined, isLoading: true }))
    latest
      .current(abort.signal, value => alive({ value, failure: undefined, isLoading: true }))
      .then(
        value => alive({ value, failure: undefined, isLoading: false }),
        (error: unknown) => {
          if (abort.signal.aborted) return
          const failure = asFailure(error)
          noticeFailure(failure)
          setState(({ value }) => ({ value, failure, isLoading: false }))
        },
      )
    return () => abort.abort()
  }, [key, revision, round, noticeFailure])
  const again = useCallback(() => setRound(n => n + 1), [])
  return { ...state, again }
}
