import { memoize } from '../../memory/memoize.ts'
import type { PackArticle } from '../pack.ts'
import type { Bot } from '../types.ts'

const articlesByIntent = memoize((_: readonly PackArticle[]) => new Map<string, readonly PackArticle[]>())

/** Knowledge articles on an intent, in the pack's order; none when it has none. */
export function articlesFor(bot: Bot, intentName: string): readonly PackArticle[] {
  const all = bot.pack.articles
  const byIntent = articlesByIntent(all)
  let found = byIntent.get(intentName)
  if (found === undefined) {
    found = all.filter(article => article.intent === intentName)
    byIntent.set(intentName, found)
  }
  return found
}
