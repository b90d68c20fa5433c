import type { PackIntent } from '../pack.ts'
import { hashText, pick, type Stream } from '../random.ts'
import { AGENT_SIDE } from '../sessions/sides.ts'
import { iso } from '../time.ts'
import type { AgentAction, SearchAction } from './records.ts'
import type { SegmentContext } from './segment-context.ts'
import { useOfSuggestion } from './suggestion-use.ts'
import { suggestionsFor, toBeUsed } from './suggestions.ts'

const SEARCHES = hashText('searches')
const LIBRARY = hashText('library')
/** Share of the agent's answers before which he searches; at most so many in a segment. */
const SEARCH_SHARE = 0.32
const MOST_SEARCHES = 3
/** Share of segments in which he takes something from the library. */
const LIBRARY_SHARE = 0.2
/** Share of searches whose result is used. */
const SEARCH_USED_SHARE = 0.65

interface DatedAction {
  /** ms UTC. */
  readonly at: number
  readonly action: AgentAction
}

/** What the agent did in the widget of his own accord, oldest first: facts 9.6. */
export function agentActions(context: SegmentContext): AgentAction[] {
  const actions = searches(context)
  const selection = librarySelection(context)
  if (selection !== undefined) actions.push(selection)
  actions.sort((a, b) => a.at - b.at)
  return actions.map(({ action }) => action)
}

/** Searches fall between what the customer tells or asks and the agent's answer to it. */
function searches(context: SegmentContext): DatedAction[] {
  const draw = context.draw(SEARCHES)
  const { sides } = context.timeline
  const found: DatedAction[] = []
  let made = 0
  for (let message = context.first + 1; message <= context.last && made < MOST_SEARCHES; message++) {
    const isAnswer = sides[message] === AGENT_SIDE && context.isTelling(message - 1)
    if (!isAnswer || draw() >= SEARCH_SHARE) continue
    made++
    const search = searchBefore(context, message, draw)
    if (search !== undefined) found.push(search)
  }
  return found
}

/** A search before an answer; undefined when its results are not on the screen yet. */
function searchBefore(context: SegmentContext, answer: number, draw: Stream): DatedAction | undefined {
  const { content, now } = context
  const asked = context.timeOf(answer - 1)
  const gap = context.timeOf(answer) - asked
  const typing = asked + Math.floor(gap * (0.05 + draw() * 0.1))
  const execution = typing + Math.floor(Math.min(gap * 0.3, 1200 + draw() * 5000))
  const display = execution + Math.floor(Math.min(gap * 0.15, 400 + draw() * 1600))
  const intent = context.intentAt(answer)
  const phrase = searchPhrase(context, intent, draw)
  const shown = suggestionsFor(content, intent, draw)
  const isUsed = draw() < SEARCH_USED_SHARE
  const window = { from: display, until: Math.max(display, context.timeOf(answer)), now }
  const use = useOfSuggestion(toBeUsed(shown.items, draw), content.connector, window, draw)
  if (display > now) return undefined
  const action: SearchAction = {
    searchPhrase: phrase.searchPhrase,
    typingStartTime: iso(typing),
    executionStartTime: iso(execution),
    displayTime: iso(display),
    suggestionsShown: phrase.suggestionsShown,
    suggestionUsed: phrase.suggestionUsed,
    phraseInput: phrase.phraseInput,
    correctionsPresented: phrase.correctionsPresented,
    correctionsAccepted: phrase.correctionsAccepted,
    countDisplayedAnswers: shown.counts,
    suggestions: shown.suggestions,
  }
  const used = isUsed && use !== undefined ? [use] : []
  return { at: typing, action: { actionType: 'SearchBarEntry', action, used } }
}

type SearchPhrase = Pick<
  SearchAction,
  | 'searchPhrase'
  | 'suggestionsShown'
  | 'suggestionUsed'
  | 'phraseInput'
  | 'correctionsPresented'
  | 'correctionsAccepted'
>

/** What the agent typed, and what type-ahead and spelling made of it. */
function searchPhrase(context: SegmentContext, intent: PackIntent, draw: Stream): SearchPhrase {
  const phrases = context.content.searches(intent)
  const own = pick(phrases, draw)
  const titles = context.content.articles(intent.name, 'answer', draw).map(({ title }) => title)
  const offered = [...new Set([...titles, ...phrases])].filter(text => text !== own).slice(0, Math.floor(draw() * 4))
  const chosen = offered.length > 0 && draw() < 0.5 ? pick(offered, draw) : undefined
  const whole = chosen ?? own
  const isMisspelt = draw() < 0.25
  const isCorrected = isMisspelt && draw() < 0.8
  // Who takes what type-ahead offers has typed only its beginning.
  const typed =
    chosen === undefined ? whole : whole.slice(0, Math.max(3, Math.floor(whole.length * (0.3 + draw() * 0.4))))
  const phraseInput = isMisspelt ? misspelt(typed, draw) : typed
  return {
    searchPhrase: chosen !== undefined || isCorrected || !isMisspelt ? whole : phraseInput,
    suggestionsShown: offered,
    suggestionUsed: chosen === undefined ? 0 : 1,
    phraseInput,
    correctionsPresented: isMisspelt ? 1 + Math.floor(draw() * 2) : 0,
    correctionsAccepted: isCorrected ? 1 : 0,
  }
}

/** Two neighbouring letters changed places, as fingers do. */
function misspelt(text: string, draw: Stream): string {
  if (text.length < 4) return text
  const at = 1 + Math.floor(draw() * (text.length - 3))
  return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2)
}

/** A dialog task started from the library below the search bar. */
function librarySelection(context: SegmentContext): DatedAction | undefined {
  const draw = context.draw(LIBRARY)
  const isWanted = draw() < LIBRARY_SHARE
  const { start, end } = context.segment
  const from = start + Math.floor((end - start) * (0.1 + draw() * 0.5))
  if (!isWanted) return undefined
  const { name } = context.intentAt(context.last)
  const window = { from, until: end, now: context.now }
  const use = useOfSuggestion({ kind: 'dialog', title: name, url: '' }, context.content.connector, window, draw)
  if (use === undefined) return undefined
  return { at: Date.parse(String(use.target.startTime)), action: { actionType: 'LibrarySelection', used: [use] } }
}
