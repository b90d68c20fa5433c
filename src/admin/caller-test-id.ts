import type { RawQuery } from '../contract/query-texts.ts'
import type { OperationInfo } from '../contract/types.ts'
import type { Mock } from '../mock/mock.ts'

/**
 * The test id that a call of the admin API sends as `X-Test-Id`, as calls of the APIs do (decision D210); undefined: it sends
 * none, or the call is for no test id.
 */
export function callerTestIdOf(
  { parameters }: OperationInfo,
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  { readsControlHeaders }: Pick<Mock, 'readsControlHeaders'>,
): string | undefined {
  const sent = headers['x-test-id']
  const isRead = readsControlHeaders && parameters.some(at => at.in === 'header' && at.name === 'X-Test-Id')
  return isRead && typeof sent === 'string' && sent !== '' ? sent : undefined
}

/** The query of a call, with the test id that came as a header where the call takes one there and says none. */
export function queryFor({ parameters }: OperationInfo, query: RawQuery, testId: string | undefined): RawQuery {
  const takesOne = testId !== undefined && parameters.some(at => at.in === 'query' && at.name === 'testId')
  return takesOne ? { testId, ...query } : query
}
