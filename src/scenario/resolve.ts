import { say } from '../errors/catalogue.ts'
import type { ContentPack } from '../world/pack.ts'
import type { BotTemplate } from '../world/spec.ts'
import type { Fault } from './error.ts'
import type { BotFile, ScenarioFile } from './file.ts'
import { merge } from './merge.ts'
import { required, resolveBot, type Sources } from './resolve-bot.ts'
import { checkSizes, checkSum, type Sized } from './size-checks.ts'
import type { AppSpec, Scenario } from './types.ts'

/**
 * A merged, checked scenario file as a Scenario; what only shows here comes back as faults.
 * @param named what is said of each bot, by id
 */
export function resolveScenario(
  file: Omit<ScenarioFile, 'bots'>,
  named: ReadonlyMap<string, BotFile>,
  sources: Sources,
): { scenario: Scenario; faults: Fault[] } {
  const faults: Fault[] = []
  const packs = new Map<string, ContentPack>()

  const bot = (own: BotFile, place: Fault['path']) =>
    resolveBot({ own: merge({ ...file.everyBot }, { ...own }), place }, { sources, packs, faults })
  const bots = [...named].map(([id, own]) => ({ id, ...bot(own, ['bots', id]) }))
  const unnamed = file.otherBots ? bot(file.otherBots, ['otherBots']) : undefined
  const sized = [...named].map(([id, own], i) => sizedBot(own, bots[i]!, ['bots', id]))
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
