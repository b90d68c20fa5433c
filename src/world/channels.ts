import { VOICE_CHANNELS } from './spec.ts'
import { HOUR, MINUTE } from './time.ts'

/** What a channel is to those who talk on it: an index into the `MEDIUMS` of `pack.ts`. */
export const VOICE = 0
export const CHAT = 1
export const SMS = 2
export const EMAIL = 3

/** The medium of a channel by its name: all but e-mail, sms and those on which people speak are chats. */
export function mediumOf(channel: string): number {
  if (channel === 'email') return EMAIL
  if (channel === 'sms') return SMS
  return VOICE_CHANNELS.includes(channel) ? VOICE : CHAT
}

/** How people and machines talk on a medium. All times are ms at the middle. */
export interface ChannelProfile {
  /** Before a message, by who spoke before and who speaks now: 0 bot, 1 customer, 2 human agent. */
  readonly gaps: readonly (readonly number[])[]
  /** People speak: each listens to the end before he answers. The gaps come after that. */
  readonly isSpoken: boolean
  /** How much these differ from message to message: sigma of their logarithm, by who speaks now. */
  readonly spread: readonly number[]
  /** How much people differ from each other in it: sigma of a logarithm. */
  readonly paces: number
  /** The bot asks whether somebody is still there; it gives up. */
  readonly nudge: number
  readonly timedOut: number
  /** A human agent looks something up. */
  readonly lookUp: number
  readonly close: CloseProfile
  /** Share of those used to it who take it at night too; the others chat then. */
  readonly atNight: number
}

/** How sessions end on a medium. Times are ms from the last message to the close. */
interface CloseProfile {
  /** Somebody hangs up, or the last word closes it: at most so long after that. */
  readonly atOnce: number
  /** The least time after the last message: on the telephone it has to be said. */
  readonly least: number
  /** Share of sessions with a last word (a good-bye) that it closes. */
  readonly byLastWord: number
  /** Times after which what lies idle is closed; most sessions have the first. */
  readonly timeOut: number
  readonly longTimeOut: number
  /** The human agent closes it. */
  readonly byAgent: number
}

/** What is closed for lying idle is closed by a janitor, who comes by so often. */
export const SWEEP = 45_000
/** Share of sessions lying idle that are closed after the shorter time. */
export const SHORT_TIME_OUT = 0.84

/** By medium. */
export const PROFILES: readonly ChannelProfile[] = [
  {
    gaps: [
      [400, 1_200, 6_500],
      [700, 2_000, 1_400],
      [1_000, 1_300, 1_200],
    ],
    isSpoken: true,
    spread: [0.08, 0.2, 0.15],
    paces: 0.12,
    nudge: 8_000,
    timedOut: 10_000,
    lookUp: 78_000,
    atNight: 0.5,
    close: { least: 3_300, atOnce: 1_800, byLastWord: 1, timeOut: 0, longTimeOut: 0, byAgent: 1_800 },
  },
  {
    gaps: [
      [1_600, 8_000, 12_000],
      [1_300, 5_000, 33_000],
      [1_500, 26_000, 18_000],
    ],
    isSpoken: false,
    spread: [0.35, 0.4, 0.4],
    paces: 0.25,
    nudge: 2 * MINUTE,
    timedOut: 3 * MINUTE,
    lookUp: 70_000,
    atNight: 1,
    close: {
      least: 300,
      atOnce: 58_000,
      byLastWord: 0.94,
      timeOut: 10 * MINUTE,
      longTimeOut: 15 * MINUTE,
      byAgent: 40_000,
    },
  },
  {
    gaps: [
      [2_000, 150_000, 40_000],
      [2_500, 30_000, 100_000],
      [3_000, 160_000, 30_000],
    ],
    isSpoken: false,
    spread: [0.35, 0.7, 0.5],
    paces: 0.6,
    nudge: 15 * MINUTE,
    timedOut: 15 * MINUTE,
    lookUp: 2 * MINUTE,
    atNight: 0.45,
    close: {
      least: 300,
      atOnce: MINUTE,
      byLastWord: 0.15,
      timeOut: 15 * MINUTE,
      longTimeOut: HOUR,
      byAgent: 2 * MINUTE,
    },
  },
  {
    gaps: [
      [3_000, 1.4 * HOUR, 8 * MINUTE],
      [4_000, 20 * MINUTE, 8 * MINUTE],
      [4_000, 1.8 * HOUR, 5 * MINUTE],
    ],
    isSpoken: false,
    spread: [0.3, 0.6, 0.4],
    paces: 0.8,
    nudge: 2 * HOUR,
    timedOut: 2 * HOUR,
    lookUp: 0,
    atNight: 1,
    close: {
      least: 300,
      atOnce: MINUTE,
      byLastWord: 0,
      timeOut: 2 * HOUR,
      longTimeOut: 4 * HOUR,
      byAgent: 20_000,
    },
  },
]
