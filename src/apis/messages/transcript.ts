import type { FilledSchema } from '../../contract/contract.ts'
import type { OwnFields, SharedFields } from '../../contract/row-templates.ts'
import { conversationOf } from '../../world/assist/conversation.ts'
import { attachmentOf } from '../../world/attachments.ts'
import { agentFor } from '../../world/dialogue/staff.ts'
import { writeDialogue } from '../../world/dialogue/write-dialogue.ts'
import { encodeMessageId } from '../../world/ids.ts'
import { isAlert, type MessageAddress } from '../../world/messages.ts'
import { hash3 } from '../../world/random.ts'
import { sessionOf } from '../../world/sessions/session.ts'
import { AGENT_SIDE, BOT_SIDE } from '../../world/sessions/sides.ts'
import { taskAt, timelineOf } from '../../world/sessions/timeline.ts'
import type { Session, Timeline } from '../../world/sessions/types.ts'
import { MOOD_TAGS, messageMood, sessionTags, userTags } from '../../world/tags.ts'
import { DAY, iso } from '../../world/time.ts'
import { userIdOf } from '../../world/users.ts'
import { componentsOf } from '../message-components.ts'
import { valueFirst } from '../sessions/row.ts'

type SharedMessage = SharedFields<'Message'>
type OwnMessage = OwnFields<'Message'>

/** What of a message is asked for besides itself (facts 7.2). */
export interface Extras {
  readonly traceId: boolean
  readonly latency: boolean
  readonly agents: boolean
}

/** Tags as messages show them. */
export type MessageTags = readonly FilledSchema<'SessionTag'>[]

/** Tags of messages: the same list for the same tags. */
const TAGS_BY_MOOD: readonly MessageTags[] = MOOD_TAGS.map(tags => tags.map(valueFirst))

/** Trace ids are kept so long (facts 7.2). */
const TRACES = 30 * DAY

/** A session opened to read its messages. */
export class Transcript {
  readonly session: Session
  readonly timeline: Timeline
  readonly texts: readonly string[]
  readonly alert: boolean
  readonly #now: number
  readonly #userId: string
  #tagsOfUser: MessageTags | undefined
  #tagsOfSession: MessageTags | undefined

  constructor({ bot, day, row }: Pick<MessageAddress, 'bot' | 'day' | 'row'>, now: number) {
    const columns = bot.day(day)
    this.session = sessionOf(columns, row, now, bot.sights.messages)
    this.timeline = timelineOf(bot, day, row)
    this.texts = writeDialogue(bot, day, row, this.timeline)
    this.alert = isAlert(columns, row)
    this.#now = now
    this.#userId = userIdOf(bot, this.session.user)
  }

  /** `ms-…` of a message. */
  #id(index: number): string {
    const { bot, start, row } = this.session
    return encodeMessageId(bot, Math.floor(start / 1000), row, index)
  }

  /** What the messages of one side share, as getMessages shows it (facts 7.3). */
  shared(index: number): SharedMessage {
    const { session } = this
    const userId = this.#userId
    const both = this.#sharedByForms(index)
    // Field by field: what a spread made is slow to read.
    return {
      botId: both.botId,
      orgId: both.orgId,
      accountId: both.accountId,
      type: both.type,
      status: both.status,
      createdBy: both.createdBy,
      sessionId: both.sessionId,
      lang: both.lang,
      chnl: both.chnl,
      lmodifiedBy: userId,
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
        userTags: this.#userTags,
        sessionTags: this.#sessionTags,
      },
    }
  }

  /** What each message has of its own. */
  own(index: number, extras: Extras): OwnMessage {
    const id = this.#id(index)
    const createdOn = iso(this.timeline.times[index]!)
    return {
      _id: id,
      createdOn,
      lmodifiedOn: createdOn,
      timestampValue: this.timeline.times[index]!,
      components: this.#components(index, id),
      tN: this.#taskName(index),
      traceId: extras.traceId ? this.#traceOf(index) : undefined,
      author: extras.agents ? this.#authorOf(index) : undefined,
      latency: extras.latency ? this.#latencyOf(index) : undefined,
    }
  }

  /** A message as messages-lite shows it: facts 7.3. */
  liteRow(index: number): FilledSchema<'MessageLite'> {
    const { bot } = this.session
    const channelUId = this.#userId
    const [from, to] = this.isIncoming(index) ? [channelUId, bot.id] : [bot.id, channelUId]
    const id = this.#id(index)
    return {
      ...this.#sharedByForms(index),
      _id: id,
      createdOn: iso(this.timeline.times[index]!),
      timestampValue: this.timeline.times[index]!,
      components: this.#components(index, id),
      channels: [{ from, to, channelUId }],
    }
  }

  /** What messages of one side share in both forms. */
  #sharedByForms(index: number) {
    const { session } = this
    const { bot } = session
    const { account } = bot.world.spec
    const isIncoming = this.isIncoming(index)
    return {
      botId: bot.id,
      orgId: account.orgId,
      accountId: account.id,
      type: isIncoming ? ('incoming' as const) : ('outgoing' as const),
      status: isIncoming ? ('received' as const) : ('delivered' as const),
      createdBy: this.#userId,
      sessionId: session.sessionId,
      lang: session.language,
      chnl: session.channel,
    }
  }

  /** Whether the person wrote it. */
  isIncoming(index: number): boolean {
    return this.timeline.sides[index] === 1
  }

  #components(index: number, id: string): FilledSchema<'MessageComponent'>[] {
    const { bot, day, row, channel } = this.session
    const attachment = attachmentOf({ bot, day, row, channel, timeline: this.timeline, message: index })
    return componentsOf(bot.key, id, this.texts[index]!, attachment)
  }

  /** The task that a message is about; undefined between tasks and with a human agent. */
  #taskName(index: number): string | undefined {
    const { handover } = this.timeline
    if (handover >= 0 && index > handover) return undefined
    const task = taskAt(this.timeline, index)
    return task === undefined ? undefined : this.session.bot.pack.intents[task.intent]?.name
  }

  /** Tags of the message itself: most have none. */
  messageTags(index: number): MessageTags {
    const { bot, day, row } = this.session
    return TAGS_BY_MOOD[messageMood(bot, { day, row }, index, this.timeline.sides[index]!)]!
  }

  get #userTags(): MessageTags {
    this.#tagsOfUser ??= userTags(this.session).map(valueFirst)
    return this.#tagsOfUser
  }

  get #sessionTags(): MessageTags {
    this.#tagsOfSession ??= sessionTags(this.session).map(valueFirst)
    return this.#tagsOfSession
  }

  #traceOf(index: number): string | undefined {
    return this.isIncoming(index) && this.#isTraced(index) ? this.#trace(index) : undefined
  }

  #authorOf(index: number): OwnMessage['author'] {
    return this.timeline.sides[index] === AGENT_SIDE ? this.#author(index) : undefined
  }

  #latencyOf(index: number): OwnMessage['latency'] {
    return this.timeline.sides[index] === BOT_SIDE && this.session.voice ? this.#latency(index) : undefined
  }

  #isTraced(index: number): boolean {
    return this.timeline.times[index]! > this.#now - TRACES
  }

  #trace(index: number): string {
    return this.#draw(index, 1).toString(16).padStart(8, '0') + this.#draw(index, 2).toString(16).padStart(8, '0')
  }

  /** The agent who led the conversation when the message was written. */
  #author(index: number): NonNullable<OwnMessage['author']> {
    const { bot, day, row } = this.session
    const time = this.timeline.times[index]!
    const conversation = conversationOf(bot, day, row)
    const segmentIndex = conversation?.segments.findLast(({ start }) => start <= time)?.index ?? 0
    const { agentId, firstName, lastName, name, email } = agentFor(bot, day, row, segmentIndex)
    return { id: agentId, type: 'AGENT', firstName, lastName, name, email }
  }

  /** How long understanding, answering and speaking took; what took how long adds up (facts 7.3). */
  #latency(index: number): NonNullable<OwnMessage['latency']> {
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
