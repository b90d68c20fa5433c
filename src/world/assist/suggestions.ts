import type { Stream } from '../random.ts'
import type { PackArticle, PackIntent } from '../spec.ts'
import type { Knowledge } from './knowledge.ts'
import type { AnswerCounts, Suggestions } from './records.ts'

/** Which kinds of suggestion there are; `connector` is a source that is not native to the platform. */
export type Kind = 'dialog' | 'answer' | 'faq' | 'web' | 'file' | 'connector'

/** One suggestion on the agent's screen. */
export interface Shown {
  readonly kind: Kind
  readonly title: string
  readonly url: string
  /** Kinds that carry none on the wire (dialogs, files) have no use for theirs. */
  readonly positionId?: string
}

/** What was shown at one moment: as the APIs list it, and as something to choose from. */
export interface Offer {
  readonly suggestions: Suggestions
  readonly counts: AnswerCounts
  readonly shown: readonly Shown[]
}

/** How often each kind is among what is shown, in the order of drawing. */
const SHARES: readonly (readonly [Kind, number])[] = [
  ['dialog', 0.5],
  ['answer', 0.45],
  ['faq', 0.4],
  ['web', 0.22],
  ['file', 0.14],
  ['connector', 0.12],
]

const DIGITS_5 = 36 ** 5
const PAIRS = Array.from({ length: 36 * 36 }, (_, n) => n.toString(36).padStart(2, '0'))

/** A number below 36 ** 5 as five digits. */
function fiveDigits(number: number): string {
  const left = Math.floor(number / 1296)
  const middle = Math.floor(left / 36)
  return PAIRS[middle]! + (left - middle * 36).toString(36) + PAIRS[number - left * 1296]!
}

/** Id of a place on the screen: `dg-` and 9 to 11 base-36 digits (facts 1.2). */
export function positionId(draw: Stream): string {
  const left = Math.floor(draw() * DIGITS_5)
  const right = Math.floor(draw() * DIGITS_5)
  const text = fiveDigits(left) + fiveDigits(right)
  const length = (left + right) % 3
  return length === 0 ? `dg-${text}` : length === 1 ? `dg-${text.slice(1)}` : `dg-${text}${(left % 36).toString(36)}`
}

/** Counts of an empty screen. */
export function noCounts(): AnswerCounts {
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
export function offerFor(knowledge: Knowledge, intent: PackIntent, draw: Stream): Offer {
  // All kinds are drawn before the first one's items are.
  let kinds = 0
  for (let i = 0; i < SHARES.length; i++) if (draw() < SHARES[i]![1]) kinds |= 1 << i
  const suggestions: Suggestions = {}
  const counts = noCounts()
  const shown: Shown[] = []
  for (let i = 0; i < SHARES.length; i++) {
    if ((kinds & (1 << i)) !== 0) addKind(SHARES[i]![0], knowledge, intent, draw, suggestions, counts, shown)
  }
  if (shown.length === 0) addKind('dialog', knowledge, intent, draw, suggestions, counts, shown)
  return { suggestions, counts, shown }
}

function addKind(
  kind: Kind,
  knowledge: Knowledge,
  intent: PackIntent,
  draw: Stream,
  suggestions: Suggestions,
  counts: AnswerCounts,
  shown: Shown[],
): void {
  if (kind === 'dialog') {
    const names = knowledge.dialogsNear(intent.name, draw() < 0.3 ? 2 : 1)
    suggestions.dialogs = names.map(name => ({ name }))
    counts.countDialogTasks = names.length
    for (const name of names) shown.push({ kind, title: name, url: '' })
    return
  }
  const articles = knowledge.articles(intent.name, kind, draw)
  if (articles.length === 0) return
  const items = articles.map(article => {
    const id = positionId(draw)
    shown.push({ kind, title: article.title, url: article.url, positionId: id })
    return { article, id }
  })
  switch (kind) {
    case 'answer':
      suggestions.answers = items.map(({ article, id }) => ({
        positionId: id,
        content: article.text,
        sources: [link(article)],
        internalFlag: false,
      }))
      counts.countAnswers = items.length
      return
    case 'faq':
      suggestions.faqs = items.map(({ article, id }) => ({
        sources: [{ title: article.title, url: '', sourceType: 'searchassist' }],
        content: `${article.title}\n${article.text}`,
        positionId: id,
        appInfo: knowledge.appInfo,
      }))
      counts.countFaqs = items.length
      return
    case 'web':
      suggestions.web = items.map(({ article, id }) => ({
        sources: [{ title: article.title, url: redirect(article.url) }],
        content: '',
        positionId: id,
        appInfo: knowledge.appInfo,
      }))
      counts.countWebPages = items.length
      return
    case 'file':
      suggestions.file = items.map(({ article }) => ({
        sources: [link(article)],
        content: article.text,
        appInfo: knowledge.appInfo,
      }))
      counts.countFiles = items.length
      return
    case 'connector':
      suggestions[knowledge.connector.key] = items.map(({ article, id }) => ({
        sources: [link(article)],
        content: article.text,
        positionId: id,
      }))
      counts.countFromNonNativeDataSource = items.length
  }
}

function link(article: PackArticle): { title: string; url: string } {
  return { title: article.title, url: article.url }
}

/** Web results lead through a search redirect that carries the true address (facts 9.6). */
function redirect(url: string): string {
  const host = /^https?:\/\/[^/]+/.exec(url)?.[0] ?? 'https://www.example.com'
  return `${host}/search/redirect?rurl=${encodeURIComponent(url)}`
}
