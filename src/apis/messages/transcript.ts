import type { SchemaOf } from '../../contract/contract.ts'
import { conversationOf } from '../../world/assist/conversation.ts'
import { agentFor } from '../../world/dialogue/staff.ts'
import { writeDialogue } from '../../world/dialogue/write-dialogue.ts'
import { encodeMessageId, uuidFor } from '../../world/ids.ts'
import { isAlert, type MessageAddress } from '../../world/messages.ts'
import { hash3 } from '../../world/random.ts'
import { sessionOf } from '../../world/sessions/session.ts'
import { timelineOf } from '../../world/sessions/timeline.ts'
import type { Session, Timeline } from '../../world/sessions/types.ts'
import { messageTags, sessionTags, userTags } from '../../world/tags.ts'
import { DAY, iso } from '../../world/time.ts'
import { userIdOf } from '../../world/users.ts'
import { valueFirst } from '../sessions/operation.ts'

type Message = SchemaOf<'Message'>

/** What of a message is asked for besides itself (facts 7.2). */
export interface Extras {
  readonly traceId: boolean
  readonly latency: boolean
  readonly agents: boolean
}

/** Trace ids are kept so long (facts 7.2). */
const TRACES = 30 * DAY

/** A session opened to read its messages. */
export class Transcript {
  readonly session: Session
  readonly timeline: Timeline
  readonly texts: readonly string[]
  readonly alert: boolean
  readonly #now: number

  constructor({ bot, day, row }: Pick<MessageAddress, 'bot' | 'day' | 'row'>, now: number) {
    const columns = bot.day(day)
    this.session = sessionOf(columns, row, now)
    this.timeline = timelineOf(bot, day, row)
    this.texts = writeDialogue(bot, day, row, this.timeline)
    this.alert = isAlert(columns, row)
    this.#now = now
  }

  /** `ms-…` of a message. */
  id(index: number): string {
    const { bot, start, row } = this.session
    return encodeMessageId(bot, Math.floor(start / 1000), row, index)
  }

  /** A message as getMessages shows it: facts 7.3. */
  row(index: number, extras: Extras): Message {
    const { session } = this
    const userId = this.#userId
    const common = this.#common(index)
    return {
      ...common,
      lmodifiedBy: userId,
      lmodifiedOn: common.createdOn,
      channels: [{ type: session.channel, channelUId: userId }],
      isBB: 0,
      ms: this.alert ? 0 : 1,
      isD: session.developer ? 1 : 0,
      __v: 0,
      sT: 1,
      cluster_id: 'Others',
      resourceid: 'messagestore',
      tags: {
        messageTags: this.messageTags(index),
        userTags: userTags(session).map(valueFirst),
        sessionTags: sessionTags(session).map(valueFirst),
      },
      ...this.extras(index, extras),
    }
  }

  /** A message as messages-lite shows it: facts 7.3. */
  liteRow(index: number): SchemaOf<'MessageLite'> {
    const { bot } = this.session
    const channelUId = this.#userId
    const [from, to] = this.#isIncoming(index) ? [channelUId, bot.id] : [bot.id, channelUId]
    return { ...this.#common(index), channels: [{ from, to, channelUId }] }
  }

  /** What both forms show. */
  #common(index: number) {
    const { session } = this
    const { bot } = session
    const { account } = bot.world.spec
    const time = this.timeline.times[index]!
    const incoming = this.#isIncoming(index)
    const id = this.id(index)
    return {
      _id: id,
      botId: bot.id,
      orgId: account.orgId,
      accountId: account.id,
      type: incoming ? ('incoming' as const) : ('outgoing' as const),
      status: incoming ? ('received' as const) : ('delivered' as const),
      createdBy: this.#userId,
      createdOn: iso(time),
      timestampValue: time,
      sessionId: session.sessionId,
      lang: session.language,
      chnl: session.channel,
      components: [this.component(index, id)],
    }
  }

  get #userId(): string {
    return userIdOf(this.session.bot, this.session.user)
  }

  #isIncoming(index: number): boolean {
    return this.timeline.sides[index] === 1
  }

  component(index: number, id: string): SchemaOf<'MessageComponent'> {
    const { key } = this.session.bot
    return { _id: uuidFor('cp-', key, id), cT: 'text', data: { text: this.texts[index]! }, thumbnails: [] }
  }

  messageTags(index: number): SchemaOf<'SessionTag'>[] {
    const { bot, day, row } = this.session
    return messageTags(bot, { day, row }, index, this.timeline.sides[index]!).map(valueFirst)
  }

  /** The fields that are only there when asked for. */
  extras(index: number, wanted: Extras): Pick<Message, 'traceId' | 'author' | 'latency'> {
    const side = this.timeline.sides[index]!
    return {
      ...(wanted.traceId && side === 1 && this.#isTraced(index) ? { traceId: this.#trace(index) } : {}),
      ...(wanted.agents && side === 2 ? { author: this.#author(index) } : {}),
      ...(wanted.latency && side === 0 && this.session.voice ? { latency: this.#latency(index) } : {}),
    }
  }

  #isTraced(index: number): boolean {
    return this.timeline.times[index]! > this.#now - TRACES
  }

  #trace(index: number): string {
    return this.#draw(index, 1).toString(16).padStart(8, '0') + this.#draw(index, 2).toString(16).padStart(8, '0')
  }

  /** The agent who led the conversation when the message was written. */
  #author(index: number): NonNullable<Message['author']> {
    const { bot, day, row } = this.session
    const time = this.timeline.times[index]!
    const conversation = conversationOf(bot, day, row)
    const segmentIndex = conversation?.segments.findLast(({ start }) => start <= time)?.index ?? 0
    const { agentId, firstName, lastName, name, email } = agentFor(bot, day, row, segmentIndex)
    return { id: agentId, type: 'AGENT', firstName, lastName, name, email }
  }

  /** How long understanding, answering and speaking took; what took how long adds up (facts 7.3). */
  #latency(index: number): NonNullable<Message['latency']> {
    const draw = (salt: number) => this.#draw(index, salt) / 2 ** 32
    const tags = sessionTags(this.session)
    const provider = (name: string) => (tags.find(tag => tag.name === name)?.value === 'azure' ? 'azure' : 'google')
    const characters = this.texts[index]!.length
    const asr = Math.round(180 + 320 * draw(3))
    const bot = Math.round(260 + 900 * draw(4) ** 2)
    const tts = Math.round(120 + 220 * draw(5) + characters * 0.4)
    return {
      totalMs: asr + bot + tts,
      asr: { durationMs: asr, provider: provider('asrProvider'), confidenceScore: Math.round(72 + 27 * draw(6)) / 100 },
      bot: { durationMs: bot },
      tts: {
        durationMs: tts,
        provider: provider('ttsProvider'),
        utteranceLengthChars: characters,
        audioLengthMs: Math.round(characters * (58 + 12 * draw(7))),
        streamingEnabled: draw(8) < 0.7,
        firstByteMs: Math.round(tts * (0.3 + 0.4 * draw(9))),
      },
    }
  }

  #draw(index: number, salt: number): number {
    const { bot, day, row } = this.session
    return hash3(bot.salt ^ (0x7ace + salt), day * 0x10000 + index, row)
  }
}
