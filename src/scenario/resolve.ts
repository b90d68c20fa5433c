import { say } from '../errors/catalogue.ts'
import type { ContentPack } from '../world/pack.ts'
import type { BotTemplate, DashboardSpec } from '../world/spec.ts'
import { type DatedOnce, datedBot, datedText } from './dated.ts'
import type { Fault } from './error.ts'
import type { BotFile, ScenarioFile } from './file.ts'
import { latenessOf } from './lateness.ts'
import { merge } from './merge.ts'
import { MadeParts, type Packs, required, resolveBot } from './resolve-bot.ts'
import { isZone } from './semantic-checks.ts'
import { checkSizes, checkSum, type Sized } from './size-checks.ts'
import type { StartClock } from './start-clock.ts'
import type { AppSpec, ResolvedDate, Scenario } from './types.ts'

/** What a chain of files says together: plain data, before the clock is known. */
export interface Whole {
  readonly name: string
  readonly description: string
  /** Absolute paths of the files that say it. */
  readonly files: readonly string[]
  readonly file: Omit<ScenarioFile, 'bots'>
  /** Bots by id. */
  readonly bots: readonly (readonly [id: string, said: BotFile])[]
  /** Of bots that bring none. */
  readonly dashboards: readonly DashboardSpec[]
}

/** What a chain of files is resolved by. */
export interface ResolvedBy {
  readonly packs: Packs
  readonly clock: StartClock
  /** Whether a file says a setting that is none of those that are shipped. */
  readonly isSaid: (path: Fault['path']) => boolean
}

/** A merged, checked scenario file as a Scenario; what only shows here comes back as faults. */
export function resolveScenario(
  whole: Whole,
  { packs, clock, isSaid }: ResolvedBy,
): { scenario: Scenario; faults: Fault[] } {
  const { file, bots: named } = whole
  const faults: Fault[] = []
  const resolved: ResolvedDate[] = []
  const used = new Map<string, ContentPack>()
  const once: DatedOnce = new Map()
  const made = new MadeParts()
  const dating = { place: ['now'], resolved, faults, zone: zoneOf(file.everyBot) }
  const stands =
    file.now === undefined ? undefined : resolvedInstant(datedText(file.now, { ...dating, now: clock.real }))
  const now = clock.set ?? (stands === undefined ? clock.real : Date.parse(stands))

  const bot = (said: BotFile, place: Fault['path']) => {
    const own: BotFile = merge({ ...file.everyBot }, { ...said })
    const dated = datedBot(own, { ...dating, place, now, zone: zoneOf(own) }, file.everyBot, once)
    return resolveBot({ own: dated, place }, { dashboards: whole.dashboards, packs, used, made, faults, isSaid })
  }

  const bots = named.map(([id, own]) => ({ id, ...bot(own, ['bots', id]) }))
  const unnamed = file.otherBots ? bot(file.otherBots, ['otherBots']) : undefined
  const sized = named.map(([id, own], i) => sizedBot(own, bots[i]!, ['bots', id]))
  if (unnamed !== undefined) sized.push(sizedBot(file.otherBots as BotFile, unnamed, ['otherBots']))
  faults.push(...checkSizes(sized), ...checkSum(bots))
  const scenario: Scenario = {
    name: whole.name,
    description: whole.description,
    files: whole.files,
    world: {
      account: { id: required(file.account?.id, 'account.id'), orgId: required(file.account?.orgId, 'account.orgId') },
      bots,
      ...(unnamed === undefined ? {} : { unnamed }),
      packs: Object.fromEntries(used),
      ...latenessOf(file.lateness),
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
    resolved,
    ...(file.seed === undefined ? {} : { seed: file.seed }),
    ...(stands === undefined ? {} : { now: stands }),
    ...(file.auth === undefined ? {} : { auth: file.auth }),
  }
  return { scenario, faults }
}

/** A bot's sessions, and where they are said: what all bots have stands in `everyBot`. */
function sizedBot(own: BotFile, { traffic }: BotTemplate, place: Fault['path']): Sized {
  return { traffic, place: [...(own.sessions === undefined ? ['everyBot'] : place), 'sessions'] }
}

/** The zone of a bot; one that nobody knows has been told already. */
const zoneOf = (bot: BotFile | undefined) => (bot?.zone !== undefined && isZone(bot.zone) ? bot.zone : 'UTC')

const resolvedInstant = (text: string) => (Number.isNaN(Date.parse(text)) ? text : new Date(text).toISOString())
