import { type Happening, happeningsIn, type TrueKind } from '../world/happened.ts'
import type { Window } from '../world/sessions/types.ts'
import { DAY, dayOf } from '../world/time.ts'
import type { Bot } from '../world/types.ts'

/**
 * A client that copies a list by the time of its rows, again and again. From the begin of the window on it asks every `every` ms for
 * the rows that began since it asked last, and `lookback` ms before that; and so on for as long as anything may come. Where a list
 * takes days alone it asks for the days of these instants.
 */
export interface Poller {
  readonly kind: TrueKind
  /** ms UTC, both inclusive: which rows count, by their time. */
  readonly window: Window
  readonly every: number
  readonly lookback: number
}

/** What becomes of the rows of a window. */
export interface Predicted {
  readonly rows: number
  /** Rows that the client never gets: they became visible when it asked for their time no more. */
  readonly lost: number
  /** ms: the least look-back with which it would have lost none. */
  readonly lookbackNeeded: number
}

/** What became of the rows that were looked at so far. */
export class LossCount {
  #rows = 0
  #lost = 0
  #lookbackNeeded = 0
  readonly #poller: Poller

  constructor(poller: Poller) {
    this.#poller = poller
  }

  /** Adds a row of the window. The client asks for the n-th time n times `every` after the begin, for what began since the time before. */
  add({ time, shown }: Happening): void {
    const { kind, window, every, lookback } = this.#poller
    // Conversations are asked for by whole days: what began on one is asked for as long as anything of it.
    const until = kind === 'conversations' ? (dayOf(time) + 1) * DAY - 1 : time
    const sinceBegin = until - window.from
    const lastThatAsks = Math.floor((sinceBegin + lookback) / every) + 1
    const firstThatSees = Math.max(1, Math.ceil((shown - window.from) / every))
    this.#rows++
    if (firstThatSees > lastThatAsks) this.#lost++
    this.#lookbackNeeded = Math.max(this.#lookbackNeeded, (firstThatSees - 1) * every - sinceBegin)
  }

  get result(): Predicted {
    return { rows: this.#rows, lost: this.#lost, lookbackNeeded: this.#lookbackNeeded }
  }
}

/** What becomes of the rows of a part of the time. */
export function lossesIn(bot: Bot, poller: Poller, part: Window): Predicted {
  const losses = new LossCount(poller)
  for (const happening of happeningsIn(bot, poller.kind, part)) losses.add(happening)
  return losses.result
}

/** What becomes of the rows of two parts. */
export const mergedLosses = (a: Predicted, b: Predicted): Predicted => ({
  rows: a.rows + b.rows,
  lost: a.lost + b.lost,
  lookbackNeeded: Math.max(a.lookbackNeeded, b.lookbackNeeded),
})
