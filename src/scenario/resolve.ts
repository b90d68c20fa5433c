import { say } from '../errors/catalogue.ts'
import type {
  BotTemplate,
  Containment,
  ContentPack,
  DashboardSpec,
  EventSpec,
  ExactSpec,
  TrafficSpec,
} from '../world/spec.ts'
import type { Fault } from './error.ts'
import type { BotFile, ScenarioFile, SessionsFile } from './file.ts'
import { merge } from './merge.ts'
import { resolvePins } from './pins.ts'
import { endOf, exactStretches } from './semantic-checks.ts'
import { checkSizes, checkSum, type Sized } from './size-checks.ts'
import type { AppSpec, Scenario } from './types.ts'

/** What a scenario takes from elsewhere. */
export interface Sources {
  readonly name: string
  readonly description: string
  readonly files: readonly string[]
  readonly dashboards: readonly DashboardSpec[]
  /** @throws never; undefined for an industry without a pack. */
  readonly pack: (industry: string) => ContentPack | undefined
}

/** A merged, checked scenario file as a Scenario; what only shows here comes back as faults. */
export function resolveScenario(file: ScenarioFile, sources: Sources): { scenario: Scenario; faults: Fault[] } {
  const faults: Fault[] = []
  const packs = new Map<string, ContentPack>()

  const bot = (own: BotFile, place: Fault['path']): BotTemplate => {
    const whole = merge({ ...file.everyBot }, { ...own }) as BotFile
    const industry = whole.industry ?? ''
    const pack = sources.pack(industry)
    if (pack) packs.set(industry, pack)
    else faults.push({ path: [...place, 'industry'], ...say('KM_PACK_UNKNOWN', { industry }) })
    const { pins, faults: pinFaults } = resolvePins(whole.pins ?? {})
    faults.push(...pinFaults.map(fault => ({ ...fault, path: [...place, ...fault.path] })))
    for (const [index, pin] of pins.entries()) {
      if (pin.start_time < `${whole.since}`) {
        faults.push({
          path: [...place, 'pins'],
          ...say('KM_PIN_TOO_EARLY', { number: index + 1, since: `${whole.since}` }),
        })
      }
    }
    return {
      name: required(whole.name, 'name'),
      industry,
      zone: required(whole.zone, 'zone'),
      since: required(whole.since, 'since'),
      traffic: trafficOf(whole.sessions ?? {}),
      channels: required(whole.channels, 'channels'),
      languages: required(whole.languages, 'languages'),
      containment: containment(whole.containment),
      nonInteractive: required(whole.nonInteractive, 'nonInteractive'),
      developer: required(whole.developer, 'developer'),
      newUsers: required(whole.newUsers, 'newUsers'),
      staff: {
        agents: whole.staff?.agents ?? 20,
        queues: whole.staff?.queues ?? [],
        desktop: whole.staff?.desktop ?? true,
      },
      dashboards: whole.dashboards ?? sources.dashboards,
      pins,
    }
  }

  const bots = Object.entries(file.bots ?? {}).map(([id, own]) => ({ id, ...bot(own ?? {}, ['bots', id]) }))
  const unnamed = file.otherBots ? bot(file.otherBots, ['otherBots']) : undefined
  const sized = Object.entries(file.bots ?? {}).map(([id, own], i) => sizedBot(own ?? {}, bots[i]!, ['bots', id]))
  if (unnamed !== undefined) sized.push(sizedBot(file.otherBots as BotFile, unnamed, ['otherBots']))
  faults.push(...checkSizes(sized), ...checkSum(bots))
  const scenario: Scenario = {
    name: sources.name,
    description: sources.description,
    files: sources.files,
    world: {
      account: { id: required(file.account?.id, 'account.id'), orgId: required(file.account?.orgId, 'account.orgId') },
      bots,
      ...(unnamed === undefined ? {} : { unnamed }),
      packs: Object.fromEntries(packs),
    },
    apps: Object.entries(file.apps ?? {}).map(([name, app]): AppSpec => {
      if (app.clientId === undefined || app.clientSecret === undefined) {
        faults.push({ path: ['apps', name], ...say('KM_APP_INCOMPLETE', {}) })
      }
      return {
        name,
        clientId: app.clientId ?? '',
        clientSecret: app.clientSecret ?? '',
        kind: app.kind ?? 'account',
        bots: app.bots ?? [],
        scopes: app.scopes ?? 'all',
        requireJti: app.requireJti ?? false,
      }
    }),
    quotas: file.quotas ?? [],
    faults: file.faults ?? [],
    limits: file.limits ?? 'reject',
    tokens: file.tokens ?? {},
    ...(file.seed === undefined ? {} : { seed: file.seed }),
    ...(file.now === undefined ? {} : { now: new Date(file.now).toISOString() }),
    ...(file.auth === undefined ? {} : { auth: file.auth }),
  }
  return { scenario, faults }
}

/** A bot's sessions, and where they are said: what all bots have stands in `everyBot`. */
function sizedBot(own: BotFile, { traffic }: BotTemplate, place: Fault['path']): Sized {
  return { traffic, place: [...(own.sessions === undefined ? ['everyBot'] : place), 'sessions'] }
}

function trafficOf(sessions: SessionsFile): TrafficSpec {
  return {
    perDay: required(sessions.perDay, 'sessions.perDay'),
    week: meanOne(required(sessions.week, 'sessions.week')),
    hours: meanOne(required(sessions.hours, 'sessions.hours')),
    growth: sessions.growth ?? 0,
    events: (sessions.events ?? []).map(
      (event): EventSpec => ({
        from: event.from,
        to: event.to ?? event.from,
        ...(event.times === undefined ? {} : { times: event.times }),
        ...(event.newUsers === undefined ? {} : { newUsers: event.newUsers }),
        ...(event.containment === undefined ? {} : { containment: containment(event.containment) }),
      }),
    ),
    exactly: exactStretches(sessions).map(
      (stretch): ExactSpec => ({
        count: stretch.count,
        from: new Date(stretch.between[0]).toISOString(),
        to: new Date(endOf(stretch.between[1])).toISOString(),
        ...(stretch.containment === undefined ? {} : { containment: stretch.containment }),
        ...(stretch.messages === undefined ? {} : { messages: stretch.messages }),
      }),
    ),
  }
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
function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`scenarios/default.yaml no longer says ${name}`)
  return value
}
