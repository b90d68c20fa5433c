import type { components } from '../../contract/generated/admin-types.ts'
import type { operations } from '../../contract/generated/client-types.ts'
import type { ClockState } from './answers.ts'
import type { Call } from './call.ts'

type ControlShapes = components['schemas']

export type FaultWish = ControlShapes['Fault']
export type FaultInForce = ControlShapes['FaultState']
export type QuotaList = ControlShapes['Quotas']
export type QuotaWindow = NonNullable<QuotaList['quotas'][number]['minute']>
export type ClockChange = ControlShapes['ClockChange']
export type TokenWish = ControlShapes['TokenRequest']

const admin = { face: 'admin' } as const

/** @param testId whose it is; undefined: everybody's, as in all that follows */
export const clockOfCall = (testId: string | undefined): Call<ClockState> => ({
  ...admin,
  method: 'GET',
  path: '/__admin/clock',
  query: { testId },
})

export const setClockCall = (body: ClockChange, testId: string | undefined): Call<ClockState> => ({
  ...admin,
  method: 'PUT',
  path: '/__admin/clock',
  query: { testId },
  body,
})

const scenarioPath = (botId: string) => `/__admin/bots/${encodeURIComponent(botId)}/scenario`

export const switchScenarioCall = (botId: string, name: string): Call<object> => ({
  ...admin,
  method: 'PUT',
  path: scenarioPath(botId),
  body: { name },
})

export const clearScenarioCall = (botId: string): Call<object> => ({
  ...admin,
  method: 'DELETE',
  path: scenarioPath(botId),
})

export const faultsCall = (): Call<{ faults: FaultInForce[] }> => ({ ...admin, method: 'GET', path: '/__admin/faults' })

export const addFaultCall = (body: FaultWish): Call<FaultInForce> => ({
  ...admin,
  method: 'POST',
  path: '/__admin/faults',
  body,
})

export const removeFaultCall = (id: string): Call<{ removed: number }> => ({
  ...admin,
  method: 'DELETE',
  path: `/__admin/faults/${encodeURIComponent(id)}`,
})

export const quotasCall = (): Call<QuotaList> => ({ ...admin, method: 'GET', path: '/__admin/quotas' })

export const tokenCall = (body: TokenWish): Call<{ token: string }> => ({
  ...admin,
  method: 'POST',
  path: '/__admin/tokens',
  body,
})

export const resetCall = (testId: string | undefined): Call<{ reset: string[] }> => ({
  ...admin,
  method: 'POST',
  path: '/__admin/reset',
  body: testId === undefined ? {} : { testId },
})

/** What can be right or wrong about a token, and how that is asked for. */
export const TOKEN_KINDS: readonly { readonly name: string; readonly wish: TokenWish }[] = [
  { name: 'good', wish: {} },
  { name: 'expired', wish: { expired: true } },
  { name: 'wrong secret', wish: { wrongSecret: true } },
  { name: 'missing scope', wish: { missingScope: true } },
]

/** Operations by their ids: one too few or too many does not compile. */
const OPERATION_IDS: Readonly<Record<keyof operations, true>> = {
  getUserEngagementTrend: true,
  getSessions: true,
  getAccountSessions: true,
  listConversations: true,
  listInteractions: true,
  queryInteractions: true,
  getWidgetData: true,
  queryWidgetData: true,
  getUserEngagementTrendV1: true,
  getMessages: true,
  postMessages: true,
  postAccountMessages: true,
  getMessagesV2: true,
  postMessagesV2: true,
  getMessagesLite: true,
  postMessagesLite: true,
  getAgenticHistory: true,
}

export const ALL_OPERATIONS: readonly string[] = Object.keys(OPERATION_IDS).sort()
