import { memoize } from '../../memory/memoize.ts'
import { type ChannelProfile, PROFILES, SHORT_TIME_OUT, SWEEP } from '../channels.ts'
import { hash3, logNormals, UNIT32 } from '../random.ts'
import type { Bot } from '../types.ts'

const CUSTOMER_PACE = 0xc057
const AGENT_PACE = 0xa6e7
const CLOSE = 0xc105
const AGENT_SPREAD = 0.2

const customersOf = memoize(({ paces }: ChannelProfile) => logNormals(paces))
const agentPacesOf = memoize((_: readonly ChannelProfile[]) => logNormals(AGENT_SPREAD))

/** A number in [0, 1) for an attribute of a row. */
export function lotOf({ salt }: Bot, attribute: number, day: number, row: number): number {
  return hash3(salt ^ attribute, day, row) * UNIT32
}

/** How slow the customer of a row is: 1 at the middle. */
export function customerPace(bot: Bot, day: number, row: number, medium: number): number {
  const paces = customersOf(PROFILES[medium]!)
  return paces[(lotOf(bot, CUSTOMER_PACE, day, row) * paces.length) | 0]!
}

/** How slow the human agents of a row are: 1 at the middle. */
export function agentPace(bot: Bot, day: number, row: number): number {
  const paces = agentPacesOf(PROFILES)
  return paces[(lotOf(bot, AGENT_PACE, day, row) * paces.length) | 0]!
}

/** ms from the last message to the agent's closing it. */
export function agentClose(bot: Bot, day: number, row: number, medium: number): number {
  const x = lotOf(bot, CLOSE, day, row)
  const { least, byAgent } = PROFILES[medium]!.close
  return least + Math.round(byAgent * (0.1 + 0.9 * x * x))
}

/** ms from the last message to the close of a session that no human closes. */
export function idleTime(bot: Bot, day: number, row: number, { medium, hasLastWord }: Ending): number {
  const x = lotOf(bot, CLOSE, day, row)
  const { least, atOnce, byLastWord, timeOut, longTimeOut } = PROFILES[medium]!.close
  const share = timeOut === 0 ? 1 : hasLastWord ? byLastWord : 0
  if (x < share) return least + Math.round((x / share) ** 2 * atOnce)
  const y = (x - share) / (1 - share)
  const isShort = y < SHORT_TIME_OUT
  const z = isShort ? y / SHORT_TIME_OUT : (y - SHORT_TIME_OUT) / (1 - SHORT_TIME_OUT)
  return (isShort ? timeOut : longTimeOut) + Math.round(z * SWEEP)
}

interface Ending {
  readonly medium: number
  /** The last word said that it was the last. */
  readonly hasLastWord: boolean
}
