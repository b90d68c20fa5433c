import { memoize } from '../../memory/memoize.ts'
import { articlesFor } from '../dialogue/articles.ts'
import { agentsOf } from '../dialogue/staff.ts'
import { articleWords, formOf, languageOf, wordsOf } from '../dialogue/words.ts'
import { objectIdFor, uuidFor } from '../ids.ts'
import { ownOf } from '../own.ts'
import type { ArticleWords, PackArticle, PackCoaching, PackIntent, PackPlaybook } from '../pack.ts'
import { type Stream, stream } from '../random.ts'
import { dayOfDate } from '../time.ts'
import type { Bot } from '../types.ts'
import type { AppInfo, SuggestionKind } from './records.ts'

/** A playbook with what the bot adds to the pack's: its id and how its steps follow each other. */
export interface Playbook {
  readonly id: string
  readonly spec: PackPlaybook
  readonly order: 'sequential' | 'random'
  /** Steps of all stages together. */
  readonly steps: number
}

/** An article with its words. */
export interface Article extends PackArticle, ArticleWords {}

/** A content source that is not native to the platform: its key among suggestions, its name when used. */
export interface Connector {
  readonly key: string
  readonly name: string
}

/** What Agent AI helps the agents of one bot with in one language; the same things, under the same ids, in every conversation. */
export interface AgentAiContent {
  readonly appInfo: AppInfo
  readonly connector: Connector
  readonly primaryPlaybooks: readonly Playbook[]
  readonly dynamicPlaybooks: readonly Playbook[]
  /** The bot's ids of a coaching rule. */
  coachingIds(rule: PackCoaching): { readonly ruleId: string; readonly actionId: string }
  /** What agents type to search for a matter. */
  searches(intent: PackIntent): readonly string[]
  /** E-mail of the team's supervisor, whom some coaching rules write to. */
  readonly supervisor: string
  /** Another intent than this one, for what misses the matter. */
  missOf(intent: PackIntent, draw: Stream): PackIntent
  /** Name of the agentic agent that answers on an intent. */
  agenticAgentFor(intent: string): string
  /** Up to three articles on an intent that fit a kind of suggestion; none when there is none. */
  articles(intent: string, kind: SuggestionKind, draw: Stream): readonly Article[]
}

const CONNECTORS: readonly Connector[] = [
  { key: 'confluencecloud', name: 'ConfluenceCloud' },
  { key: 'mssharepoint', name: 'MSSharepoint' },
  { key: 'servicenow', name: 'ServiceNow' },
  { key: 'googledrive', name: 'GoogleDrive' },
]

/** Kinds of article that may stand behind a suggestion, best first: an answer is written from whatever there is. */
const FITTING: Readonly<Record<SuggestionKind, readonly (readonly PackArticle['kind'][])[]>> = {
  dialog: [],
  answer: [['answer'], ['faq', 'web', 'file']],
  faq: [['faq']],
  web: [['web'], ['answer']],
  file: [['file']],
  connector: [['answer', 'web', 'file'], ['faq']],
}

/** Bytes of a bot's content: 8,000, and 11,000 to 13,000 once articles of all kinds were looked for, measured. */
const CONTENT_BYTES = 20_000

const contentsOf = memoize((_: Bot) => new Map<string, AgentAiContent>())

/** The content of a bot in a language, in which the pack has words; made on first use. */
export function agentAiContent(bot: Bot, sessionLanguage: string): AgentAiContent {
  const contents = contentsOf(bot)
  const language = languageOf(bot.pack, sessionLanguage)
  let content = contents.get(language)
  if (content === undefined) {
    content = makeContent(bot, language)
    contents.set(language, content)
  }
  return content
}

function makeContent(bot: Bot, language: string): AgentAiContent {
  const { pack } = bot
  bot.hold(CONTENT_BYTES)
  const draw = stream(bot.key, 'assist', 'knowledge')
  const connector = CONNECTORS[Math.floor(draw() * CONNECTORS.length)]!
  const playbooks = pack.playbooks.map(
    (spec): Playbook => ({
      id: uuidFor('acl-', bot.key, 'playbook', spec.name),
      spec,
      order: draw() < 0.7 ? 'sequential' : 'random',
      steps: Object.values(spec.stages).reduce((sum, steps) => sum + steps, 0),
    }),
  )
  const names = pack.intents.map(intent => intent.name)
  const agents = new Map(names.map(name => [name, agentName(name)]))
  const byIntent = new Map<string, Partial<Record<SuggestionKind, readonly Article[]>>>()
  return {
    appInfo: {
      appName: `${bot.spec.name} Search`,
      featureFlag: 'external',
      product: 'searchai',
      _id: objectIdFor(bot.key, dayOfDate(bot.spec.since) * 86_400, 'search app'),
      displayLines: 4,
    },
    connector,
    primaryPlaybooks: playbooks.filter(playbook => playbook.spec.type === 'primary'),
    dynamicPlaybooks: playbooks.filter(playbook => playbook.spec.type === 'dynamic'),
    coachingIds: ({ name }) => ({
      ruleId: uuidFor('acr-', bot.key, 'coaching rule', name),
      actionId: uuidFor('act-', bot.key, 'coaching action', name),
    }),
    searches: memoize(intent => searchesFor(bot, language, intent)),
    supervisor: `supervisor@${agentsOf(bot)[0]!.email.split('@')[1]}`,
    missOf(intent, choose) {
      const others = pack.intents.length - 1
      const at = pack.intents.indexOf(intent)
      return others < 1 ? intent : pack.intents[(at + 1 + Math.floor(choose() * others)) % pack.intents.length]!
    },
    agenticAgentFor: intent => agents.get(intent) ?? agentName(intent),
    articles(intent, kind, choose) {
      const from = fitting(intent, kind)
      const count = Math.min(from.length, 1 + Math.floor(choose() ** 2 * 3))
      const first = Math.floor(choose() * from.length)
      const chosen: Article[] = []
      for (let i = 0; i < count; i++) chosen.push(from[(first + i) % from.length]!)
      return chosen
    },
  }

  function fitting(intent: string, kind: SuggestionKind): readonly Article[] {
    let byKind = byIntent.get(intent)
    if (byKind === undefined) {
      byKind = {}
      byIntent.set(intent, byKind)
    }
    byKind[kind] ??= select(articlesFor(bot, intent), kind).map(article => ({
      ...article,
      ...articleWords(pack, language, article),
    }))
    return byKind[kind]
  }
}

/** What agents type about an intent: its own searches, those for any matter with its topic, else the topic. */
function searchesFor({ pack }: Bot, language: string, { name }: PackIntent): readonly string[] {
  const words = wordsOf(pack, language)
  const own = ownOf(words.intents, name)
  const topic = (form: string) => (own === undefined ? name : formOf(own.topic, form))
  const general = (words.searches ?? ['{topic}']).map(text =>
    text.replaceAll(/\{topic(?::(\w+))?\}/g, (_, form: string | undefined) => topic(form ?? '')),
  )
  return [...(own?.searches ?? []), ...general]
}

function agentName(intent: string): string {
  return `${intent.replaceAll(/[^\p{L}\p{N}]/gu, '')}Agent`
}

/** Of some articles those of the first group of kinds that there are any of. */
function select(articles: readonly PackArticle[], kind: SuggestionKind): readonly PackArticle[] {
  for (const kinds of FITTING[kind]) {
    const found = articles.filter(article => kinds.includes(article.kind))
    if (found.length > 0) return found
  }
  return []
}
