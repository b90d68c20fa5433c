import { memoize } from '../../memory/memoize.ts'
import type { PackArticle } from '../pack.ts'
import type { Bot } from '../types.ts'

const articlesByIntent = memoize((_: readonly PackArticle[]) => new Map<string, readonly PackArticle[]>())

/** Knowledge articles on an intent, in the pack's order; they keep their address. All of the pack's when it has none. */
export function articlesFor(bot: Bot, intentName: string): readonly PackArticle[] {
  const all = bot.pack.articles
  const byIntent = articlesByIntent(all)
  let found = byIntent.get(intentName)
  if (found === undefined) {
    const own = all.filter(article => article.intent === intentName)
    found = own.length > 0 ? own : all
    byIntent.set(intentName, found)
  }
  return found
}
