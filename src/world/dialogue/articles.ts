import type { Bot } from '../bot.ts'
import { uuidFor } from '../ids.ts'
import type { PackArticle, PackCoaching, PackPlaybook } from '../spec.ts'

const known = new WeakMap<readonly PackArticle[], Map<string, readonly PackArticle[]>>()

/** Knowledge articles on an intent, in the pack's order; they keep their address. All of the pack's when it has none. */
export function articlesFor(bot: Bot, intentName: string): readonly PackArticle[] {
  const all = bot.pack.articles
  let byIntent = known.get(all)
  if (byIntent === undefined) {
    byIntent = new Map()
    known.set(all, byIntent)
  }
  let found = byIntent.get(intentName)
  if (found === undefined) {
    const own = all.filter(article => article.intent === intentName)
    found = own.length > 0 ? own : all
    byIntent.set(intentName, found)
  }
  return found
}

/** A playbook of the bot's industry under the bot's own id. */
export interface Playbook extends PackPlaybook {
  /** `acl-` + uuid. */
  readonly playbookId: string
}

/** The bot's playbooks, always under the same ids. */
export function playbooksOf(bot: Bot): readonly Playbook[] {
  return bot.pack.playbooks.map(playbook => ({
    ...playbook,
    playbookId: uuidFor('acl-', bot.key, 'playbook', playbook.name),
  }))
}

/** A coaching rule of the bot's industry under the bot's own id. */
export interface CoachingRule extends PackCoaching {
  /** `acr-` + uuid. */
  readonly ruleId: string
}

/** The bot's coaching rules, always under the same ids. */
export function coachingOf(bot: Bot): readonly CoachingRule[] {
  return bot.pack.coaching.map(rule => ({ ...rule, ruleId: uuidFor('acr-', bot.key, 'coaching', rule.name) }))
}
