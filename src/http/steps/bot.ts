import { isBotId } from '../../contract/bot-id.ts'
import { Refusal } from '../../contract/refusal.ts'
import { inQuotes } from '../../contract/short-text.ts'
import type { Call } from '../exchange.ts'

/** Finds the bot of the path: ruling R12. */
export function findBot(call: Call): undefined {
  const { op, botId, stage, app } = call
  if (op.botParam === undefined) return
  const id = botId ?? ''
  if (stage.auth === 'strict') {
    const named = stage.scenario.world.bots.some(bot => bot.id === id)
    if (app?.kind === 'bot') {
      if (named && app.bots.includes(id)) call.bot = stage.world.bot(id)
      else throw new Refusal(401, 'Invalid SDK credentials', { code: 4002 })
    } else if (named) call.bot = stage.world.bot(id)
  } else if (isBotId(id)) call.bot = stage.world.bot(id)
  if (call.bot === undefined) throw unknownBot(op.botParam, id)
}

function unknownBot(param: string, id: string): Refusal {
  const message = isBotId(id)
    ? `names no bot of this scenario: ${inQuotes(id)}; GET /__admin/world lists them`
    : `must be st- and letters, digits or hyphens, 128 characters at most; found ${inQuotes(id)}`
  return new Refusal(400, 'Invalid StreamId', { violations: [{ property: `path.${param}`, message }] })
}
