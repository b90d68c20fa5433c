import type { Containment } from '../spec.ts'

/** Bits of `Day.flags`. The lowest two hold the containment. */
export const CONTAINMENT = 3
export const SELF_SERVICE = 0
export const DROP_OFF = 1
export const AGENT = 2
/** At least one user message. */
export const INTERACTIVE = 4
export const DEVELOPER = 8
/** The user's first session ever. */
export const FIRST_EVER = 16
/** The scenario fixed it, in full or in part. */
export const PINNED = 32
/** Of an exact stretch of agent sessions: a human takes it, and its conversation has exactly one segment. */
export const SINGLE = 64

/** Of an exact stretch that says how long its sessions last, or who has them: as pins are, it is no part of the desk's day. */
export const APART = 128

/** Containment by its bits. */
export const CONTAINMENTS: readonly Containment[] = ['selfService', 'dropOff', 'agent']

/** The bits of a containment. */
export function containmentBits(containment: Containment): number {
  return CONTAINMENTS.indexOf(containment)
}
