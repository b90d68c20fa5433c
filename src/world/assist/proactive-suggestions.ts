import { hashText, type Stream } from '../random.ts'
import { iso } from '../time.ts'
import type { ProActiveSuggestion } from './records.ts'
import type { SegmentContext } from './segment-context.ts'
import { useOfSuggestion } from './suggestion-use.ts'
import { suggestionsFor, toBeUsed, zeroCounts } from './suggestions.ts'

const PROACTIVE = hashText('proactive')
/** Share of the customer's utterances that are answered with suggestions; at most so many in a segment. */
const UTTERANCE_SHARE = 0.95
const MOST_UTTERANCES = 5
/** Share of those on which a dialog task ran at once, with nothing shown. */
const AT_ONCE = 0.1
const SUGGESTION_USED_SHARE = 0.55

/** What Agent AI showed of its own accord upon the customer's words, oldest first: facts 9.8. */
export function proActiveSuggestions(context: SegmentContext): ProActiveSuggestion[] {
  const draw = context.draw(PROACTIVE)
  const found: ProActiveSuggestion[] = []
  for (const message of context.utterances(draw, UTTERANCE_SHARE, MOST_UTTERANCES)) {
    const suggestion = suggestionUpon(context, message, draw)
    if (suggestion !== undefined) found.push(suggestion)
  }
  return found
}

/** ms of a segment that must be left for something to be shown. */
const LEAST_ROOM = 4_000

/** What was shown upon an utterance; undefined when that is not on the screen yet, or the agent has closed it by then. */
function suggestionUpon(context: SegmentContext, message: number, draw: Stream): ProActiveSuggestion | undefined {
  const { content, now, segment } = context
  const said = context.timeOf(message)
  const until = segment.end
  const isAtOnce = draw() < AT_ONCE
  const display = Math.min(said + 500 + Math.floor(draw() * 1800), until)
  const intent = context.intentAt(message)
  if (until - said < LEAST_ROOM) return undefined
  if (isAtOnce) {
    const dialog = { kind: 'dialog', title: intent.name, url: '' } as const
    const use = useOfSuggestion(dialog, content.connector, { from: said, until, now }, draw)
    if (use === undefined) return undefined
    return { utterance: context.textOf(message), countDisplayedAnswers: zeroCounts(), used: [use] }
  }
  const shown = suggestionsFor(content, intent, draw)
  const isUsed = draw() < SUGGESTION_USED_SHARE
  const use = useOfSuggestion(toBeUsed(shown.items, draw), content.connector, { from: display, until, now }, draw)
  if (display > now) return undefined
  return {
    utterance: context.textOf(message),
    suggestions: shown.suggestions,
    displayTime: iso(display),
    countDisplayedAnswers: shown.counts,
    used: isUsed && use !== undefined ? [use] : [],
  }
}
