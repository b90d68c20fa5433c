import { useEffect, useState } from 'preact/hooks'
import type { Call } from '../api/call.ts'
import { asFailure, type CallFailure } from '../api/failure.ts'
import { useMock } from './mock.ts'

/** What is known of something that is being typed. */
export interface Typed<Value> {
  /** Of what was there when it was sent last and had an answer. */
  readonly value: Value | undefined
  readonly failure: CallFailure | undefined
  readonly isUnderWay: boolean
}

/** How something that is typed is tried. */
export interface Trying<Answer, Value> {
  /** ms after the last key before it is sent. */
  readonly pause: number
  /** What an answer comes to, beside the value before it. */
  readonly valueOf: (answer: Answer, before: Value | undefined) => Value
}

/**
 * Sends a call when nothing was typed for a while, and again when the mock has changed; the last value stays while there is none.
 * @param call the same object as long as it asks for the same; `trying` is always the same
 */
export function useTyped<Answer, Value>(call: Call<Answer>, trying: Trying<Answer, Value>): Typed<Value> {
  const { client, revision, noticeFailure } = useMock()
  const [typed, setTyped] = useState<Typed<Value>>({ value: undefined, failure: undefined, isUnderWay: true })
  useEffect(() => {
    const abort = new AbortController()
    setTyped(before => ({ ...before, isUnderWay: true }))
    const timer = setTimeout(() => {
      client.send(call, abort.signal).then(
        answer =>
          setTyped(({ value }) => ({ value: trying.valueOf(answer, value), failure: undefined, isUnderWay: false })),
        error => {
          if (abort.signal.aborted) return
          const failure = asFailure(error)
          noticeFailure(failure)
          setTyped(before => ({ ...before, failure, isUnderWay: false }))
        },
      )
    }, trying.pause)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [client, call, trying, revision, noticeFailure])
  return typed
}
