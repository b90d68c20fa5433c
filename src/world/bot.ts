import { Belongings } from '../memory/belongings.ts'
import type { Cache } from '../memory/cache.ts'
import { Calendar } from './calendar.ts'
import { Day } from './day.ts'
import { Guests } from './guests.ts'
import { cumulate, hash2, hashText } from './random.ts'
import { type Pin, readPins } from './sessions/pins.ts'
import { type BotTemplate, type ContentPack, VOICE_CHANNELS } from './spec.ts'
import { WorldError } from './time.ts'
import type { World } from './world.ts'

/** Bytes of a bot of whom nothing was asked yet: measured with the shipped scenarios, pins apart. */
const OWN_BYTES = 8_000

/** One bot and its whole life. */
export class Bot {
  readonly id: string
  readonly spec: BotTemplate
  readonly world: World
  /** First part of the address of everything drawn for it. */
  readonly key: string
  /** 32 bits out of the key, for check digits and draws without a sequence. */
  readonly salt: number
  readonly pack: ContentPack
  /** Names that `Day.channel` points into; a channel that only pins use stands last. */
  readonly channels: readonly string[]
  /** 1 for a channel on which people speak; same index as `channels`. */
  readonly voiceChannels: Uint8Array
  readonly channelShares: Float64Array
  /** ISO 639-1 codes that `Day.language` points into. */
  readonly languages: readonly string[]
  readonly intentShares: Float64Array
  readonly pins: readonly Pin[]
  readonly calendar: Calendar
  readonly guests: Guests
  /** What was made of it and may be forgotten: goes when the bot goes. */
  readonly belongings: Belongings
  /** Days of columns by their number. */
  readonly days: Cache<number, Day>
  /** What it holds itself, about; its belongings are counted apart. */
  bytes = OWN_BYTES
  readonly #languageShares: Float64Array
  readonly #pinIds: ReadonlyMap<string, Pin>

  constructor(id: string, spec: BotTemplate, world: World) {
    const pack = world.spec.packs[spec.industry]
    if (pack === undefined) {
      throw new WorldError(
        `${id}: no content pack "${spec.industry}"; there are ${Object.keys(world.spec.packs).join(', ')}`,
      )
    }
    this.id = id
    this.spec = spec
    this.world = world
    this.belongings = new Belongings(world.memory)
    this.days = this.belongings.cache('columns', { onDrop: day => day.belongings.clear() })
    this.key = `${world.spec.seed}/${id}`
    this.salt = hashText(this.key)
    this.pack = pack
    this.pins = readPins(this, id, spec)
    this.channels = namesUsed(
      spec.channels,
      this.pins.map(pin => pin.spec.channel),
    )
    this.channelShares = cumulate(Object.values(spec.channels))
    this.voiceChannels = Uint8Array.from(this.channels, name => (VOICE_CHANNELS.includes(name) ? 1 : 0))
    this.languages = namesUsed(
      spec.languages,
      this.pins.map(pin => pin.spec.session_lang),
    )
    this.#languageShares = cumulate(Object.values(spec.languages))
    this.intentShares = cumulate(pack.intents.map(intent => intent.weight))
    this.calendar = new Calendar(this)
    this.guests = new Guests(this)
    this.#pinIds = new Map(
      this.pins.flatMap(pin => (pin.spec.sessionId === undefined ? [] : [[pin.spec.sessionId, pin]])),
    )
    this.#checkPins()
  }

  /** First UTC day on which there can be a session. */
  get firstDay(): number {
    return this.calendar.firstDay
  }

  /** The columns of a day, from the cache or made anew. */
  day(number: number): Day {
    let day = this.days.get(number)
    if (day === undefined) {
      day = new Day(this, number)
      this.days.set(number, day, day.bytes)
    }
    return day
  }

  /** Index into `languages` of what a user speaks. */
  languageOf(user: number): number {
    const x = hash2(this.salt ^ 0x1a96, user) / 2 ** 32
    let i = 0
    const shares = this.#languageShares
    while (i < shares.length - 1 && x >= shares[i]!) i++
    return i
  }

  /** The pinned session that has an id of its own; undefined for every other id. */
  pinById(sessionId: string): Pin | undefined {
    return this.#pinIds.get(sessionId)
  }

  /** A pin must not bring back a user before his first time: found out here, not when somebody asks for that day. */
  #checkPins(): void {
    for (const pin of this.pins) {
      if (pin.user !== undefined && pin.user >= this.calendar.usersBefore(pin.day)) this.day(pin.day).user
    }
  }

  /** Counts bytes of something that it holds from now on, for as long as it is there. */
  hold(bytes: number): void {
    this.bytes += bytes
    this.world.count(this, bytes)
  }
}

/** Names with a weight, then those that only pins use. */
function namesUsed(weights: Readonly<Record<string, number>>, pinned: readonly (string | undefined)[]): string[] {
  const found = new Set(Object.keys(weights))
  for (const name of pinned) if (name !== undefined) found.add(name)
  return [...found]
}
