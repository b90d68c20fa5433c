import { say } from '../errors/catalogue.ts'
import type { Fault } from './error.ts'
import type { BotFile, ScenarioFile } from './file.ts'
import { merge } from './merge.ts'
import { unknownName } from './unknown-name.ts'

/** The bots of a chain of files so far, by id, and the ids that its files gave to keys of their own. */
export interface NamedBots {
  readonly bots: ReadonlyMap<string, BotFile>
  readonly ids: ReadonlyMap<string, string>
}

export const NO_BOTS: NamedBots = { bots: new Map(), ids: new Map() }

/**
 * The bots of a file that is laid over others. Who names bots has these alone, with what is said of them below (ruling R29);
 * who only takes some away (`bank: false`) has the others.
 * @param said what the file says under `bots`
 */
export function botsOver(lower: NamedBots, said: ScenarioFile['bots'] = {}): { named: NamedBots; faults: Fault[] } {
  const faults: Fault[] = []
  const ids = new Map(lower.ids)
  const named = new Map<string, BotFile>()
  const gone = new Set<string>()
  for (const [key, bot] of Object.entries(said)) {
    const id = bot ? idOf(key, bot, ids, faults) : idOfGone(key, lower, faults)
    if (id === undefined) continue
    if (named.has(id) || gone.has(id)) faults.push({ path: ['bots', key], ...say('KM_NAME_TWICE', { name: id }) })
    if (!bot) {
      gone.add(id)
      continue
    }
    ids.set(key, id)
    named.set(id, merge({ ...lower.bots.get(id) }, { ...bot }))
  }
  const kept = [...lower.bots].filter(([id]) => !gone.has(id))
  return { named: { bots: named.size > 0 ? named : new Map(kept), ids }, faults }
}

const isId = (key: string) => key.startsWith('st-')

function idOf(key: string, bot: BotFile, ids: ReadonlyMap<string, string>, faults: Fault[]): string | undefined {
  const known = isId(key) ? key : ids.get(key)
  if (known !== undefined && bot.id !== undefined && bot.id !== known) {
    const must = `must be left out, or ${known}`
    faults.push({ path: ['bots', key, 'id'], ...say('KM_SETTING_WRONG', { must, found: bot.id }) })
  }
  const id = known ?? bot.id
  if (id === undefined) {
    faults.push({ path: ['bots', key], ...say('KM_SETTING_MISSING', { needed: '`id`, as its key is none (`st-…`)' }) })
  }
  return id
}

function idOfGone(key: string, { bots, ids }: NamedBots, faults: Fault[]): string | undefined {
  const id = ids.get(key) ?? key
  if (bots.has(id)) return id
  const keys = [...ids.keys()].filter(one => bots.has(ids.get(one) ?? ''))
  faults.push({ path: ['bots', key], ...unknownName(key, [...new Set([...keys, ...bots.keys()])]) })
  return undefined
}
