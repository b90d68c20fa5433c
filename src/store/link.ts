/** What runs on the server as one: see `scripts.ts`. */
export type ScriptName =
  | 'beat'
  | 'load'
  | 'found'
  | 'change'
  | 'behind'
  | 'living'
  | 'leave'
  | 'quota'
  | 'quotas'
  | 'fault'
  | 'faultTaken'
  | 'faultCounts'
  | 'forgetTest'
  | 'tokenId'
  | 'append'
  | 'merge'
  | 'entries'
  | 'clear'

/** An argument of a script. */
export type ScriptArgument = string | number | Uint8Array

/** What a script gives: numbers, bytes, lists of these; null for nothing. */
export type ScriptReply = number | Uint8Array | null | readonly ScriptReply[]

/** The way to the store: Valkey or Redis, or in tests what behaves as these. */
export interface StoreLink {
  /**
   * Runs a script.
   * @throws Error where there is no answer within `patience` ms, or the store cannot do it
   */
  run(script: ScriptName, args: readonly ScriptArgument[], patience: number): Promise<ScriptReply>
  /** Sends a text to all that listen to a channel; what is lost is lost. */
  publish(channel: string, text: string): void
  /** When the store was started, ms on its clock: what it was told just before, it may have forgotten. */
  startedAt(): number
  /** The name of the server's process: another one after each start. */
  processName(): string
  /** Ends it. */
  close(): Promise<void>
}

/** What a link tells. */
export interface LinkEvents {
  /** Something came by a channel. */
  heard(channel: string, text: string): void
  /** It is there, for the first time or again: what was published meanwhile is lost. */
  opened(): void
  /** It is gone. */
  closed(reason: string): void
}

/** Time, and what waits for it: a simulation has its own. */
export interface Timing {
  /** ms that only go up. */
  mono(): number
  /** ms UTC. */
  wall(): number
  /** Calls `what` after so many ms; returns what keeps it from it. */
  after(ms: number, what: () => void): () => void
}

/** The time of this machine. */
export const machineTiming: Timing = {
  mono: () => performance.now(),
  wall: () => Date.now(),
  after(ms, what) {
    const timer = setTimeout(what, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}

/** A reply as text. */
export function replyText(reply: ScriptReply | undefined): string {
  if (reply === null || reply === undefined) return ''
  return typeof reply === 'number' ? String(reply) : Buffer.from(reply as Uint8Array).toString()
}

/** A reply as a list. */
export const replyList = (reply: ScriptReply | undefined): readonly ScriptReply[] =>
  Array.isArray(reply) ? (reply as readonly ScriptReply[]) : []

/** A reply as a number. */
export const replyNumber = (reply: ScriptReply | undefined): number => Number(replyText(reply))
