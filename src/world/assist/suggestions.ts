import type { PackIntent } from '../pack.ts'
import { pick, type Stream } from '../random.ts'
import type { AgentAiContent, Article } from './agent-ai-content.ts'
import { drawPositionId } from './position-id.ts'
import type { AnswerCounts, SuggestionKind, Suggestions } from './records.ts'

/** One suggestion on the agent's screen. */
export interface SuggestedItem {
  readonly kind: SuggestionKind
  readonly title: string
  readonly url: string
  /** Absent for dialogs, which have none. */
  readonly positionId?: string
  /** It belongs to another matter: nobody uses it. */
  readonly isMiss?: true
  /** An answer that holds something for the agent's eyes alone. */
  readonly isInternal?: boolean
}

/** What was shown at one moment: as the APIs list it, and as items of which the agent uses one. */
export interface ShownSuggestions {
  readonly suggestions: Suggestions
  readonly counts: AnswerCounts
  readonly items: readonly SuggestedItem[]
}

/** What suggestions are made from. */
interface SuggestionSource {
  readonly content: AgentAiContent
  readonly intent: PackIntent
  readonly draw: Stream
}

/** `ShownSuggestions` while they are made. */
interface Screen extends ShownSuggestions {
  readonly items: SuggestedItem[]
}

interface PlacedArticle {
  readonly article: Article
  readonly positionId: string
  readonly isInternal: boolean
}

/** How often each kind is among what is shown, in the order of drawing. */
const SHARES: readonly (readonly [SuggestionKind, number])[] = [
  ['dialog', 0.5],
  ['answer', 0.45],
  ['faq', 0.4],
  ['web', 0.22],
  ['file', 0.14],
  ['connector', 0.12],
]
/** Share of kinds that are found on another matter than the customer's. */
const MISS_SHARE = 0.05
/** Share of answers that hold something for the agent's eyes alone. */
const INTERNAL_SHARE = 0.12

/** Counts of an empty screen. */
export function zeroCounts(): AnswerCounts {
  return {
    countDialogTasks: 0,
    countFaqs: 0,
    countAnswers: 0,
    countFiles: 0,
    countWebPages: 0,
    countFromNonNativeDataSource: 0,
  }
}

/** What Agent AI shows for an intent: one to six kinds, each with at least one item, as far as there are articles. */
export function suggestionsFor(content: AgentAiContent, intent: PackIntent, draw: Stream): ShownSuggestions {
  const source: SuggestionSource = { content, intent, draw }
  const screen: Screen = { suggestions: {}, counts: zeroCounts(), items: [] }
  // All kinds are drawn before the first one's items are.
  const kinds = SHARES.filter(([, share]) => draw() < share)
  for (const [kind] of kinds) addKind(screen, kind, source)
  if (screen.items.length === 0) addDialogs(screen, source)
  return screen
}

function addKind(screen: Screen, kind: SuggestionKind, source: SuggestionSource): void {
  const { content, draw } = source
  const isMiss = draw() < MISS_SHARE && screen.items.length > 0
  const intent = isMiss ? content.missOf(source.intent, draw) : source.intent
  const miss = isMiss && intent !== source.intent ? ({ isMiss: true } as const) : {}
  if (kind === 'dialog') {
    addDialogs(screen, { ...source, intent }, miss)
    return
  }
  const placed = content.articles(intent.name, kind, draw).map(article => ({
    article,
    positionId: drawPositionId(draw),
    isInternal: kind === 'answer' && draw() < INTERNAL_SHARE,
  }))
  if (placed.length === 0) return
  for (const { article, positionId, isInternal } of placed) {
    screen.items.push({ kind, title: article.title, url: article.url, positionId, isInternal, ...miss })
  }
  listArticles(screen, kind, placed, content)
}

function addDialogs(
  { suggestions, counts, items }: Screen,
  { intent: { name } }: SuggestionSource,
  miss: { readonly isMiss?: true } = {},
): void {
  suggestions.dialogs = [{ name }]
  counts.countDialogTasks = 1
  items.push({ kind: 'dialog', title: name, url: '', ...miss })
}

/** One of the things shown that belong to the matter. */
export function toBeUsed(items: readonly SuggestedItem[], draw: Stream): SuggestedItem {
  const fitting = items.filter(item => item.isMiss === undefined)
  return pick(fitting.length > 0 ? fitting : items, draw)
}

/** Lists articles as the APIs list suggestions of their kind. */
function listArticles(
  { suggestions, counts }: Screen,
  kind: Exclude<SuggestionKind, 'dialog'>,
  placed: readonly PlacedArticle[],
  { appInfo, connector }: AgentAiContent,
): void {
  switch (kind) {
    case 'answer':
      suggestions.answers = placed.map(({ article, positionId, isInternal }) => ({
        positionId,
        content: article.text,
        sources: [link(article)],
        internalFlag: isInternal,
      }))
      counts.countAnswers = placed.length
      return
    case 'faq':
      suggestions.faqs = placed.map(({ article, positionId }) => ({
        sources: [{ title: article.title, url: '', sourceType: 'searchassist' }],
        content: `${article.title}\n${article.text}`,
        positionId,
        appInfo,
      }))
      counts.countFaqs = placed.length
      return
    case 'web':
      suggestions.web = placed.map(({ article, positionId }) => ({
        sources: [{ title: article.title, url: redirectTo(article.url) }],
        content: '',
        positionId,
        appInfo,
      }))
      counts.countWebPages = placed.length
      return
    case 'file':
      suggestions.file = placed.map(({ article }) => ({ sources: [link(article)], content: article.text, appInfo }))
      counts.countFiles = placed.length
      return
    case 'connector':
      suggestions[connector.key] = placed.map(({ article, positionId }) => ({
        sources: [link(article)],
        content: article.text,
        positionId,
      }))
      counts.countFromNonNativeDataSource = placed.length
  }
}

function link({ title, url }: Article): { title: string; url: string } {
  return { title, url }
}

/** Web results lead through a search redirect that carries the true address (facts 9.6). */
function redirectTo(url: string): string {
  const host = /^https?:\/\/[^/]+/.exec(url)?.[0] ?? 'https://www.example.com'
  return `${host}/search/redirect?rurl=${encodeURIComponent(url)}`
}
