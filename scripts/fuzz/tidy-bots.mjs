// What a scenario says of its bots, drawn from the schema alone, made to fit their packs and each other.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { aboveZero, eachNameOnce, named, oneOf } from './weights.mjs'

/** Before every day that is drawn; a conversation pinned alone has a session that begins before it. */
const EARLY = '2024-12-01'
const PACKS = path.join(import.meta.dirname, '../../scenarios/packs')
const packs = new Map()

/** A shipped pack without its words. */
function packOf(industry) {
  if (!packs.has(industry)) packs.set(industry, parse(readFileSync(path.join(PACKS, `${industry}.yaml`), 'utf8')))
  return packs.get(industry)
}

/** Pins and exact stretches within the lives of the bots, and names that their packs have. */
export function mendBots(scenario) {
  // Of bots that are not there none can be taken away.
  for (const [id, bot] of Object.entries(scenario.bots ?? {})) if (!bot) delete scenario.bots[id]
  const ones = [scenario.otherBots, ...Object.values(scenario.bots ?? {})].filter(Boolean)
  const bots = scenario.everyBot ? [scenario.everyBot, ...ones] : ones
  for (const bot of bots) {
    delete bot.id
    mendStaff(bot)
    untie([...(bot.pins?.conversations ?? []), ...(bot.pins?.segments ?? [])])
  }
  // What holds for every bot names nothing of a pack, as each may have another.
  if (scenario.everyBot) mendWords(scenario.everyBot, { intents: [], queues: [] })
  for (const bot of ones) mendWords(bot, wordsOf(bot, scenario))
  if (bots.every(({ pins, sessions }) => pins === undefined && sessions?.exactly === undefined)) return
  for (const bot of bots) delete bot.since
  scenario.everyBot = { ...scenario.everyBot, since: EARLY }
}

/** Names that a bot knows: of queues its own, those of every bot, or those of its pack. */
function wordsOf({ industry, staff }, { everyBot }) {
  const { intents, queues } = packOf(industry ?? everyBot?.industry ?? 'banking')
  return { intents, queues: staff?.queues ?? everyBot?.staff?.queues ?? queues }
}

function mendWords(bot, { intents, queues }) {
  const names = intents.map(({ name }) => name)
  if (bot.intents !== undefined && names.length > 0) bot.intents = aboveZero(named(bot.intents, names))
  else delete bot.intents
  for (const pin of bot.pins?.sessions ?? []) keepIf(pin, 'intent', oneOf(names, pin.intent))
  for (const person of bot.staff?.people ?? []) {
    const skill = oneOf(queues, person.skills?.[0])
    keepIf(person, 'skills', skill && [skill])
  }
}

/** Each has one name, and hours on days said once; what they speak is as the bot's languages are drawn. */
function mendStaff({ staff }) {
  if (staff?.people === undefined) return
  staff.people = eachNameOnce(staff.people).map(({ name, skills, shifts }) => ({
    name,
    skills,
    ...(shifts && { shifts: shifts.slice(0, 1).map(mendShift) }),
  }))
  if (staff.agents !== undefined) staff.agents = Math.max(staff.agents, staff.people.length)
}

const mendShift = ({ days }) => ({ ...(days && { days: [...new Set(days)] }), from: '08:00', to: '16:00' })

/** Each for itself: what a pin names is seldom there. */
function untie(pins) {
  for (const pin of pins) for (const name of ['mbSessionId', 'botSessionID', 'conversationID']) delete pin[name]
}

function keepIf(part, name, value) {
  if (value === undefined) delete part[name]
  else part[name] = value
}
