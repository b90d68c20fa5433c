import { memoize } from '../../memory/memoize.ts'
import { articlesFor } from '../dialogue/articles.ts'
import { agentsOf } from '../dialogue/staff.ts'
import { articleWords, coachingWords, mainLanguage } from '../dialogue/words.ts'
import { objectIdFor, uuidFor } from '../ids.ts'
import type { ArticleWords, CoachingWords, PackArticle, PackCoaching, PackPlaybook } from '../pack.ts'
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

/** A coaching rule with the bot's ids for it. */
interface CoachingRule {
  readonly id: string
  readonly actionId: string
  readonly spec: PackCoaching
  readonly words: CoachingWords
}

/** An article with its words. */
export interface Article extends PackArticle, ArticleWords {}

/** A content source that is not native to the platform: its key among suggestions, its name when used. */
export interface Connector {
  readonly key: string
  readonly name: string
}

/** What Agent AI helps the agents of one bot with; the same things, under the same ids, in every conversation. */
export interface AgentAiContent {
  readonly appInfo: AppInfo
  readonly connector: Connector
  readonly primaryPlaybooks: readonly Playbook[]
  readonly dynamicPlaybooks: readonly Playbook[]
  readonly coachingRules: readonly CoachingRule[]
  /** E-mail of the team's supervisor, whom some coaching rules write to. */
  readonly supervisor: string
  /** The intent itself and, for 2, its neighbour among the bot's tasks. */
  dialogsNear(intent: string, count: number): string[]
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

/** The content of a bot; made on first use. */
export const agentAiContent = memoize(makeContent)

function makeContent(bot: Bot): AgentAiContent {
  const { pack } = bot
  const language = mainLanguage(pack)
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
    coachingRules: pack.coaching.map(spec => ({
      id: uuidFor('acr-', bot.key, 'coaching rule', spec.name),
      actionId: uuidFor('act-', bot.key, 'coaching action', spec.name),
      spec,
      words: coachingWords(pack, language, spec),
    })),
    supervisor: `supervisor@${agentsOf(bot)[0]!.email.split('@')[1]}`,
    dialogsNear(intent, count) {
      const at = names.indexOf(intent)
      const next = names[(at + 1) % names.length]
      return count > 1 && next !== undefined && next !== intent ? [intent, next] : [intent]
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
