import { mediumOf, SMS, VOICE } from './channels.ts'
import { hash3, hashText } from './random.ts'
import { USER_SIDE } from './sessions/sides.ts'
import type { Timeline } from './sessions/types.ts'
import type { ActKind } from './talk/acts.ts'
import type { Bot } from './types.ts'

/** What hangs on a message beside its words. */
export interface Attachment {
  /** As the platform names kinds of components (facts 7.3). */
  readonly kind: 'image' | 'attachment' | 'filelink'
  readonly fileName: string
  readonly url: string
  /** Bytes of the file. */
  readonly size: number
}

/** Where an attachment may be: a message of a session. */
export interface AttachmentPlace {
  readonly bot: Bot
  readonly day: number
  readonly row: number
  readonly channel: string
  readonly timeline: Timeline
  readonly message: number
}

const ATTACHMENTS = hashText('attachments')
/** Of a thousand messages with which something is told, those of customers with a picture or paper, those of the company with a file. */
const FROM_CUSTOMER = 70
const FROM_COMPANY = 60

const SENDING_ACTS: ReadonlySet<ActKind> = new Set(['story'])
const COMPANY_ACTS: ReadonlySet<ActKind> = new Set(['done', 'resolve'])

/** What hangs on a message; undefined for most, and for all that is spoken or sent as a text message. */
export function attachmentOf({ bot, day, row, channel, timeline, message }: AttachmentPlace): Attachment | undefined {
  const medium = mediumOf(channel)
  if (medium === VOICE || medium === SMS) return undefined
  const { acts, side } = timeline.lines[message]!
  const isCustomers = side === USER_SIDE
  const wanted = isCustomers ? SENDING_ACTS : COMPANY_ACTS
  if (!acts.some(({ kind }) => wanted.has(kind))) return undefined
  const lot = hash3(bot.salt ^ ATTACHMENTS, day * 0x10000 + message, row)
  if (lot % 1000 >= (isCustomers ? FROM_CUSTOMER : FROM_COMPANY)) return undefined
  const size = 20_000 + ((lot >>> 10) % 900_000)
  const number = ((lot >>> 12) % 9000) + 1000
  if (!isCustomers) return fileOf('filelink', `document-${number}.pdf`, size)
  return (lot >>> 10) % 3 === 0
    ? fileOf('attachment', `scan-${number}.pdf`, size)
    : fileOf('image', `photo-${number}.jpg`, size)
}

function fileOf(kind: Attachment['kind'], fileName: string, size: number): Attachment {
  return { kind, fileName, url: `https://files.example.com/${fileName}`, size }
}
