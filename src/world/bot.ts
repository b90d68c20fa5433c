import { Belongings } from '../memory/belongings.ts'
import type { Cache } from '../memory/cache.ts'
import { Calendar } from './calendar.ts'
import { mediumOf, VOICE } from './channels.ts'
import { DayOfBot } from './day.ts'
import { Guests } from './guests.ts'
import { ownOf } from './own.ts'
import type { ContentPack } from './pack.ts'
import { cumulate, hash2, hashText, RunningShares, UNIT32 } from './random.ts'
import { type Pin, readPins } from './sessions/pins.ts'
import type { BotTemplate } from './spec.ts'
import { WorldError } from './time.ts'
import type { Bot, Day, World } from './types.ts'
import { type Sights, sightsOf } from './visible.ts'
import type { Zone } from './zones.ts'

/** Bytes of a bot of whom nothing was asked yet: 3,000 to 4,500, measured with 500 of each shipped scenario, pins apart. */
const OWN_BYTES = 4_500

/** How a bot is made, for its world alone; all others read it as `Bot`, where its fields are explained. */
export class BotOfWorld implements Bot {
  readonly id: string
  readonly spec: BotTemplate
  readonly world: World
  readonly zone: Zone
  readonly key: string
  readonly salt: number
  readonly pack: ContentPack
  readonly channels: readonly string[]
  readonly mediums: Uint8Array
  readonly voiceChannels: Uint8Array
  readonly channelShares: RunningShares
  readonly languages: readonly string[]
  readonly intentShares: Float64Array
  readonly pins: readonly Pin[]
  readonly calendar: Calendar
  readonly guests: Guests
  readonly sights: Sights
  readonly belongings: Belongings
  readonly days: Cache<number, Day>
  bytes = OWN_BYTES
  readonly #languageShares: Float64Array
  readonly #pinIds: ReadonlyMap<string, Pin>

  constructor(id: string, spec: BotTemplate, world: World) {
    const pack = ownOf(world.spec.packs, spec.industry)
    if (pack === undefined) {
      throw new WorldError(
        `${id}: no content pack "${spec.industry}"; there are ${Object.keys(world.spec.packs).join(', ')}`,
      )
    }
    this.id = id
    this.spec = spec
    this.world = world
    this.zone = world.zone(spec.zone)
    this.belongings = new Belongings(world.memory)
    this.days = this.belongings.cache('columns', { onDrop: day => day.belongings.clear() })
    this.key = `${world.spec.seed}/${id}`
    this.salt = hashText(this.key)
    this.sights = sightsOf(this.salt, world.spec.lateness)
    this.pack = pack
    this.pins = readPins(id, spec)
    const { exactly } = spec.traffic
    this.channels = namesUsed(spec.channels, [
      ...exactly.map(({ channel }) => channel),
      ...this.pins.map(pin => pin.spec.channel),
    ])
    this.channelShares = new RunningShares(Object.values(spec.channels))
    this.mediums = Uint8Array.from(this.channels, mediumOf)
    this.voiceChannels = this.mediums.map(medium => (medium === VOICE ? 1 : 0))
    this.languages = namesUsed(spec.languages, [
      ...exactly.map(({ language }) => language),
      ...this.pins.map(pin => pin.spec.session_lang),
    ])
    this.#languageShares = cumulate(Object.values(spec.languages))
    this.intentShares = cumulate(pack.intents.map(({ name, weight }) => intentWeight(spec, name, weight)))
    this.calendar = new Calendar(this)
    this.guests = new Guests(this, this.pins)
    this.#pinIds = new Map(
      this.pins.flatMap(pin => (pin.spec.sessionId === undefined ? [] : [[pin.spec.sessionId, pin]])),
    )
  }

  get firstDay(): number {
    return this.calendar.firstDay
  }

  day(number: number): Day {
    let day = this.days.get(number)
    if (day === undefined) {
      this.world.pause()
      day = new DayOfBot(this, number)
      this.days.set(number, day, day.bytes)
      this.world.kept()
    }
    return day
  }

  languageOf(user: number): number {
    const said = this.guests.languageOf(user)
    if (said !== undefined) return this.languages.indexOf(said)
    const x = hash2(this.salt ^ 0x1a96, user) * UNIT32
    let i = 0
    const shares = this.#languageShares
    while (i < shares.length - 1 && x >= shares[i]!) i++
    return i
  }

  pinById(sessionId: string): Pin | undefined {
    return this.#pinIds.get(sessionId)
  }

  hold(bytes: number): void {
    this.bytes += bytes
    this.world.count(this, bytes)
  }
}

/** How often users come for an intent: as the bot says, else as its pack does. */
function intentWeight({ intents }: BotTemplate, name: string, ofPack: number): number {
  return intents === undefined ? ofPack : (ownOf(intents, name) ?? 0)
}

/** Names with a weight, then those that only exact stretches and pins use. */
function namesUsed(weights: Readonly<Record<string, number>>, others: readonly (string | undefined)[]): string[] {
  const found = new Set(Object.keys(weights))
  for (const name of others) if (name !== undefined) found.add(name)
  return [...found]
}
