import { didYouMean, nearestWord } from '../contract/nearest-word.ts'
import { say } from '../errors/catalogue.ts'
import type { ContentPack } from '../world/pack.ts'
import type {
  BotTemplate,
  Containment,
  DashboardSpec,
  EventSpec,
  ExactSpec,
  SessionPin,
  TagShare,
  TrafficSpec,
  TrafficTags,
} from '../world/spec.ts'
import { isDateAlone, lastInstantOf } from '../world/time.ts'
import { durationMs } from './durations.ts'
import type { Fault } from './error.ts'
import type { BotFile, ExactFile, SessionsFile, TrafficTagsFile } from './file.ts'
import { momentText } from './moments.ts'
import { checkBotNames, spokenLanguages } from './name-checks.ts'
import { checkPeople, peopleOf } from './people.ts'
import { withChannel } from './pin-channels.ts'
import { resolvePins } from './pins.ts'
import { checkStretches, exactStretches } from './stretch-checks.ts'

/** Content packs by industry. */
export interface Packs {
  /** Industries that have a pack, good or not. */
  readonly industries: readonly string[]
  /** @throws never; undefined for an industry without a good pack. */
  readonly pack: (industry: string) => ContentPack | undefined
}

/** A bot as the whole chain of files says it, and where it stands. */
interface SaidBot {
  readonly own: BotFile
  readonly place: Fault['path']
}

/** What was made of parts of bots: those that bots have from `everyBot` are made once for all of them. */
export class MadeParts {
  readonly #made = new Map<object, { readonly beside: readonly unknown[]; readonly part: unknown }>()

  /** @param beside what it follows from besides */
  of<Part>(said: object, beside: readonly unknown[], make: () => Part): Part {
    const known = this.#made.get(said)
    if (known?.beside.every((one, i) => one === beside[i])) return known.part as Part
    const part = make()
    this.#made.set(said, { beside, part })
    return part
  }
}

/** What bots are resolved with, and what takes what was found on the way. */
interface Resolving {
  readonly packs: Packs
  /** Takes those that bots have. */
  readonly used: Map<string, ContentPack>
  readonly made: MadeParts
  /** Of a bot that brings none. */
  readonly dashboards: readonly DashboardSpec[]
  readonly faults: Fault[]
  /** Whether a file says a setting that is none of those that are shipped. */
  readonly isSaid: (path: Fault['path']) => boolean
}

/** A bot of a world. */
export function resolveBot(said: SaidBot, resolving: Resolving): BotTemplate {
  const { packs, used, made, dashboards, faults, isSaid } = resolving
  const { place } = said
  const industry = said.own.industry ?? ''
  const pack = packs.pack(industry)
  const own = pack === undefined || isSaid([...place, 'languages']) ? said.own : withSpoken(said.own, pack)
  if (pack) {
    used.set(industry, pack)
    const found = [...checkBotNames(own, pack), ...checkPeople(own, pack)]
    faults.push(...found.map(fault => ({ ...fault, path: [...place, ...fault.path] })))
  } else if (!packs.industries.includes(industry)) {
    faults.push({ path: [...place, 'industry'], ...unknownPack(industry, packs.industries) })
  }
  const found = made.of(own.pins ?? NONE_PINNED, [own.since, own.channels], () => pinsOf(own))
  faults.push(...found.faults.map(fault => ({ ...fault, path: [...place, ...fault.path] })))
  return {
    name: required(own.name, 'name'),
    industry,
    zone: required(own.zone, 'zone'),
    since: required(own.since, 'since'),
    traffic: trafficOnce(own, place, resolving),
    channels: required(own.channels, 'channels'),
    languages: required(own.languages, 'languages'),
    ...(own.intents === undefined ? {} : { intents: own.intents }),
    ...tagsOf(own.tags),
    containment: containment(own.containment),
    nonInteractive: required(own.nonInteractive, 'nonInteractive'),
    developer: required(own.developer, 'developer'),
    newUsers: required(own.newUsers, 'newUsers'),
    staff: {
      ...(own.staff?.agents === undefined ? {} : { agents: own.staff.agents }),
      ...(own.staff?.people === undefined ? {} : { people: made.of(own.staff.people, [], () => peopleOf(own)) }),
      queues: own.staff?.queues ?? [],
      desktop: own.staff?.desktop ?? true,
    },
    dashboards: own.dashboards ?? dashboards,
    pins: found.pins,
  }
}

const NONE_PINNED = {}

const withSpoken = (own: BotFile, pack: ContentPack): BotFile => ({
  ...own,
  languages: spokenLanguages(own.languages ?? {}, pack),
})

function unknownPack(industry: string, known: readonly string[]) {
  return say('KM_PACK_UNKNOWN', { industry, hint: didYouMean(nearestWord(industry, known)), known: known.join(', ') })
}

/** The pinned sessions of a bot; none of them may lie before its first day. */
function pinsOf({ pins: said, since, channels }: BotFile): { pins: readonly SessionPin[]; faults: Fault[] } {
  const { pins, faults } = resolvePins(said ?? {})
  for (const [index, pin] of pins.entries()) {
    if (pin.start_time >= `${since}`) continue
    faults.push({ path: ['pins'], ...say('KM_PIN_TOO_EARLY', { number: index + 1, since: `${since}` }) })
  }
  return { pins: pins.map(pin => withChannel(pin, channels ?? {})), faults }
}

/** What is wrong with it is told where it is made. */
function trafficOnce({ sessions = {}, zone: said }: BotFile, place: Fault['path'], { made, faults }: Resolving) {
  const zone = required(said, 'zone')
  return made.of(sessions, [zone], () => {
    checkStretches(sessions, [...place, 'sessions'], (path, said) => void faults.push({ path, ...said }))
    return trafficOf(sessions, zone)
  })
}

function trafficOf(sessions: SessionsFile, zone: string): TrafficSpec {
  return {
    perDay: required(sessions.perDay, 'sessions.perDay'),
    week: meanOne(required(sessions.week, 'sessions.week')),
    hours: meanOne(required(sessions.hours, 'sessions.hours')),
    growth: sessions.growth ?? 0,
    events: (sessions.events ?? []).map(
      (event): EventSpec => ({
        from: eventBound(event.from),
        to: event.to === undefined ? endOfDay(event.from, zone) : eventBound(event.to),
        ...(event.times === undefined ? {} : { times: event.times }),
        ...(event.newUsers === undefined ? {} : { newUsers: event.newUsers }),
        ...(event.containment === undefined ? {} : { containment: containment(event.containment) }),
        ...tagsOf(event.tags),
      }),
    ),
    exactly: exactStretches(sessions).map(exactOf),
  }
}

function exactOf({ count, between, tags, duration, ...rest }: ExactFile): ExactSpec {
  const { agent, containment = agent === undefined ? undefined : 'agent' } = rest
  return {
    ...rest,
    count,
    from: new Date(between[0]).toISOString(),
    to: new Date(lastInstantOf(between[1])).toISOString(),
    ...(containment === undefined ? {} : { containment }),
    ...(duration === undefined ? {} : { duration: durationMs(duration) }),
    ...tagsOf(tags),
  }
}

/** Tags of traffic; a share that is not said is all. */
function tagsOf(tags: TrafficTagsFile | undefined): { tags?: TrafficTags } {
  if (tags === undefined) return {}
  const shared = (list: TrafficTagsFile['userTags'] = []) =>
    list.map(({ name, value, share = 1 }): TagShare => ({ name, value, share }))
  return { tags: { userTags: shared(tags.userTags), sessionTags: shared(tags.sessionTags) } }
}

const eventBound = (text: string) => (isDateAlone(text) ? text : new Date(text).toISOString())

/** Until when an event lasts that does not say it: to the end of its first day, which is the zone's where it begins at a time. */
function endOfDay(from: string, zone: string): string {
  if (isDateAlone(from)) return from
  return momentText({ day: { fromToday: 1 }, time: 0 }, { now: Date.parse(from), zone })
}

const containment = (weights: Partial<Record<Containment, number>> = {}): Record<Containment, number> => ({
  selfService: weights.selfService ?? 0,
  dropOff: weights.dropOff ?? 0,
  agent: weights.agent ?? 0,
})

/** Weights scaled so that their mean is 1, and `perDay` keeps its meaning. */
function meanOne(weights: readonly number[]): number[] {
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length
  return weights.map(weight => weight / mean)
}

/** `default` says everything and every file builds on it, so only a broken default.yaml gets here without. */
export function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`scenarios/default.yaml no longer says ${name}`)
  return value
}
