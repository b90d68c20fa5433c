import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { World } from '../api/answers.ts'
import type { MockClient } from '../api/client.ts'
import type { CallFailure } from '../api/failure.ts'
import type { Recording } from '../recording/recording.ts'

/** What every view knows of the mock. */
export interface MockState {
  readonly client: MockClient
  readonly world: World
  /** Grows when something was changed that answers may follow from: whoever shows some asks again. */
  readonly revision: number
  /** To be told of calls that failed: some of them are about the whole page. */
  readonly noticeFailure: (failure: CallFailure) => void
  /** To be called after something of the mock was changed. */
  readonly changed: () => void
  /** What answers in place of a mock; undefined: a mock does. */
  readonly recording: Recording | undefined
}

export const MockContext = createContext<MockState | undefined>(undefined)

/** @throws Error outside of a view */
export function useMock(): MockState {
  const state = useContext(MockContext)
  if (state === undefined) throw new Error('useMock is for what stands within <MockContext.Provider>')
  return state
}
