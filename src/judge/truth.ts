import { own } from '../contract/own.ts'
import type { KoreMock } from '../embed/kore-mock.ts'
import { DAY } from '../world/time.ts'
import type { RowKind } from './schedule.ts'
import type { StoredRow } from './subject.ts'

/** How the rows of a kind are known and when they are of. */
interface KindFacts {
  /** Names that a client may give the id, the vendor's first; each with the field of the vendor's row that it is. */
  readonly ids: readonly (readonly [name: string, field: string])[]
  readonly time: string
}

export const KIND_FACTS: Readonly<Record<RowKind, KindFacts>> = {
  sessions: { ids: sameField('sessionId', 'session_id', 'sessionid', 'id'), time: 'start_time' },
  messages: { ids: sameField('_id', 'messageId', 'message_id', 'id'), time: 'createdOn' },
  conversations: {
    ids: [...sameField('_id', 'id'), ...sameField('convId', 'conv_id', 'conversationId', 'conversation_id')],
    time: 'startTime',
  },
  segments: { ids: sameField('segmentID', 'segmentId', 'segment_id', 'id'), time: 'segmentStartTime' },
}

function sameField(field: string, ...others: readonly string[]): (readonly [string, string])[] {
  return [field, ...others].map(name => [name, field] as const)
}

/** What there is of a kind at an instant: what the APIs show of the days asked for, and of the days before and after. */
export interface Truth {
  /** Of the days asked for. */
  readonly rows: readonly StoredRow[]
  /** Of the day before and the day after. */
  readonly around: readonly StoredRow[]
}

/** Rows of one bot and range, looked up once for each instant. */
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

  /** What the APIs show at an instant (ms); the clock stands there afterwards. */
  at(ms: number, kind: RowKind): Truth {
    this.#mock.clock.set(new Date(ms))
    const first = Date.parse(this.#from)
    const end = Date.parse(this.#to) + DAY
    const world = this.#mock.world(this.#bot)
    const stretch = { from: dayText(first - DAY), to: dayText(end) }
    const all = world[kind](stretch) as readonly object[] as readonly StoredRow[]
    const { time } = KIND_FACTS[kind]
    const isIn = (row: StoredRow) => {
      const at = Date.parse(String(own(row, time)))
      return at >= first && at < end
    }
    return { rows: all.filter(isIn), around: all.filter(row => !isIn(row)) }
  }
}

const dayText = (ms: number) => new Date(ms).toISOString().slice(0, 10)
