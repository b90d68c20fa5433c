import type { KoreMock } from '../embed/kore-mock.ts'
import { DAY } from '../world/time.ts'
import type { RowKind } from './schedule.ts'
import type { StoredRow } from './subject.ts'

/** How the rows of a kind are known. */
interface KindFacts {
  /** Names that a client may give the id, the vendor's first; each with the field of the vendor's row that it is. */
  readonly ids: readonly (readonly [name: string, field: string])[]
}

export const KIND_FACTS: Readonly<Record<RowKind, KindFacts>> = {
  sessions: { ids: sameField('sessionId', 'session_id', 'sessionid', 'id') },
  messages: { ids: sameField('_id', 'messageId', 'message_id', 'id') },
  conversations: {
    ids: [...sameField('_id', 'id'), ...sameField('convId', 'conv_id', 'conversationId', 'conversation_id')],
  },
  segments: { ids: sameField('segmentID', 'segmentId', 'segment_id', 'id') },
}

function sameField(field: string, ...others: readonly string[]): (readonly [string, string])[] {
  return [field, ...others].map(name => [name, field] as const)
}

/** What the APIs show of a kind at an instant, of the days asked for. */
export type Truth = readonly StoredRow[]

/** What the APIs show of one bot and range. */
export class TruthTeller {
  readonly #mock: KoreMock
  readonly #bot: string
  readonly #from: string
  readonly #to: string

  constructor(mock: KoreMock, { bot, from, to }: { readonly bot: string; readonly from: string; readonly to: string }) {
    this.#mock = mock
    this.#bot = bot
    this.#from = from
    this.#to = to
  }

  /** Of the days asked for, at an instant (ms); the clock stands there afterwards. */
  at(ms: number, kind: RowKind): Truth {
    return this.#rows(ms, kind, { from: this.#from, to: this.#to })
  }

  /** Of the day before these, and of the day after. */
  around(ms: number, kind: RowKind): Truth {
    const days = [Date.parse(this.#from) - DAY, Date.parse(this.#to) + DAY].map(dayText)
    return days.flatMap(day => this.#rows(ms, kind, { from: day, to: day }))
  }

  #rows(ms: number, kind: RowKind, stretch: { readonly from: string; readonly to: string }): Truth {
    this.#mock.clock.set(new Date(ms))
    return this.#mock.world(this.#bot)[kind](stretch) as readonly object[] as Truth
  }
}

const dayText = (ms: number) => new Date(ms).toISOString().slice(0, 10)
