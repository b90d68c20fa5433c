import { count, type Figure, figure, percent, type Section, type Table } from './figures.ts'
import type { PackTexts } from './packs.ts'
import type { ConversationRow, SegmentRow } from './rows.ts'
import { shareOf, sum, tally } from './stats.ts'
import type { Talk } from './talks.ts'
import { textsIn, under } from './within.ts'

type Suggestion = SegmentRow['proActiveSuggestions'][number]

/** What agents of one bot were shown, and the talks and pack that it is judged by. */
export interface Shown {
  readonly segments: readonly SegmentRow[]
  readonly conversations: readonly ConversationRow[]
  readonly talks: ReadonlyMap<string, Talk>
  readonly pack: PackTexts
  /** What the customer does with a text of a session. */
  actsOf(sessionId: string, text: string): readonly string[]
}

/** With these a customer tells or asks something. */
const TELLING = ['ask', 'answer', 'story', 'followUp']

/** Whether an utterance, by what it does, carries neither an intent nor a detail nor a question. */
export function isFiller(acts: readonly string[]): boolean {
  return !acts.some(act => TELLING.includes(act))
}

/** What was offered with sources: their addresses, those behind a redirect of the search included. */
export function addressesIn(value: unknown): string[] {
  return textsIn(value).flatMap(text => {
    const [, behind] = /[?&]rurl=([^&]+)/.exec(text) ?? []
    const address = behind === undefined ? text : decodeURIComponent(behind)
    return /^https:\/\/\S+$/.test(address) ? [address] : []
  })
}

/** Names of the tasks that a session was about. */
const intentsOf = (talk: Talk | undefined) =>
  new Set(talk?.lines.flatMap(({ task }) => (task === undefined ? [] : [task])))

const proactive = ({ segments }: Shown) => segments.flatMap(({ proActiveSuggestions }) => proActiveSuggestions)

/** Addresses of articles that were offered, and whether each belongs to what the session was about. */
function articles({ segments, talks, pack }: Shown): boolean[] {
  return segments.flatMap(({ botSessionID, agentActions, proActiveSuggestions }) => {
    const intents = intentsOf(talks.get(botSessionID ?? ''))
    if (intents.size === 0) return []
    const offered = [...agentActions.map(({ action }) => action), ...proActiveSuggestions.map(one => one.suggestions)]
    return addressesIn(offered).flatMap(address => {
      const intent = pack.intentOfArticle.get(address)
      return intent === undefined ? [] : [intents.has(intent)]
    })
  })
}

/** Dialogs that were run, as begin and end (ms UTC). */
function dialogs({ segments }: Shown): { readonly start: number; readonly end: number }[] {
  return under(segments, ['target']).flatMap(target => {
    const [start] = under(target, ['startTime'])
    const [end] = under(target, ['endTime'])
    return typeof start === 'string' && typeof end === 'string'
      ? [{ start: Date.parse(start), end: Date.parse(end) }]
      : []
  })
}

/** Suggestions that were displayed when the segment was over. */
function late({ segments }: Shown): number {
  const counts = segments.map(
    ({ segmentEndTime, proActiveSuggestions }) =>
      proActiveSuggestions.filter(({ displayTime }) => displayTime !== undefined && displayTime >= segmentEndTime)
        .length,
  )
  return sum(counts)
}

const finals = ({ conversations }: Shown) =>
  conversations.flatMap(({ summaries }) => (summaries ?? []).filter(({ type }) => type === 'final'))

/** Interim summaries but the first of a conversation. */
const laterInterims = ({ conversations }: Shown) =>
  conversations.flatMap(({ summaries }) => (summaries ?? []).filter(({ type }) => type === 'interim').slice(1))

/** By session: whether its final summary says that the matter is settled. */
export function settledOf(conversations: readonly ConversationRow[], pack: PackTexts): Map<string, boolean> {
  const settled = new Map<string, boolean>()
  for (const { mbSessionId, summaries } of conversations) {
    const last = summaries?.find(({ type }) => type === 'final')
    if (mbSessionId !== undefined && last !== undefined) settled.set(mbSessionId, isSettled(last.summary, pack))
  }
  return settled
}

/** Whether a final summary says that the agent settled the matter. */
const isSettled = (summary: string, pack: PackTexts) =>
  !pack.hasPhrase(['outcomes.unsettled'], summary) && pack.hasPhrase(['outcomes.agent'], summary)

/** What an agent of a conversation in another language read in English. */
const ENGLISH =
  /\b(the|is|are|were|have|with|your|you|for|and|to|of|not|can|this|that|it|when|what|how|we|our|from|please)\b/gi
const OTHER =
  /\b(el|la|los|las|de|del|que|para|por|con|una?|su|es|está|me|lo|se|al|en|y|der|die|das|den|dem|ein|eine[rnms]?|und|ist|mit|für|von|vom|im|zu|nicht|wird|Sie|ich|wir|was|an|soll)\b/gi

/** Whether a text is English: one of the pack's English texts alone, else by its small words. */
export function isEnglish(text: string, pack: PackTexts): boolean {
  if (pack.isOnlyOf('en', text)) return true
  const english = text.match(ENGLISH)?.length ?? 0
  return english > 1 && english > (text.match(OTHER)?.length ?? 0)
}

/** Texts that the assistant shows: of suggestions, coaching, playbooks. */
function assistTexts({ agentActions, proActiveSuggestions, coachingRuntimeData, playbookRuntimeData }: SegmentRow) {
  const offered = proActiveSuggestions.map(one => one.suggestions)
  const searched = agentActions.map(({ action }) => under(action, ['suggestions']))
  const words = (value: unknown) => textsIn(under(value, ['content', 'title', 'question', 'answer']))
  return {
    suggestions: words([offered, searched]).filter(text => text !== '' && !text.startsWith('http')),
    coaching: coachingRuntimeData.flatMap(({ message, adherence }) => textsIn([message, adherence])),
    searches: textsIn(
      agentActions.map(({ action }) => [under(action, ['searchPhrase']), under(action, ['suggestionsShown'])]),
    ),
    playbooks: textsIn(under(playbookRuntimeData, ['name', 'title'])),
  }
}

/** Of the assistance in a bot's conversations of other languages: how much is English, by kind. */
function englishShares(all: readonly Shown[]): Table {
  const texts = new Map<string, boolean[]>()
  for (const { segments, talks, pack } of all) {
    for (const segment of segments) {
      const language = talks.get(segment.botSessionID ?? '')?.language ?? 'en'
      if (language === 'en') continue
      for (const [kind, own] of Object.entries(assistTexts(segment))) {
        const key = `${kind}, ${language}`
        texts.set(key, [...(texts.get(key) ?? []), ...own.map(text => isEnglish(text, pack))])
      }
    }
  }
  return {
    title: 'Assistance in other languages that is English',
    head: ['', 'texts', 'English', 'share'],
    rows: [...texts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([kind, own]) => {
        const english = own.filter(Boolean).length
        return [kind, count(own.length), count(english), percent(english / Math.max(1, own.length))]
      }),
  }
}

/** What the assistant shows, and whether it follows the talk. @param all bots of several industries and languages */
export function assist(all: readonly Shown[]): Section {
  const suggestions = all.flatMap(proactive)
  const onFillers = all.flatMap(({ segments, actsOf }) =>
    segments.flatMap(({ botSessionID, proActiveSuggestions }) =>
      proActiveSuggestions.map(({ utterance }) => isFiller(actsOf(botSessionID ?? '', utterance))),
    ),
  )
  const belonging = all.flatMap(articles)
  const ran = all.flatMap(dialogs)
  const settled = all.flatMap(shown => finals(shown).map(({ summary }) => isSettled(summary, shown.pack)))
  const later = all.flatMap(shown =>
    laterInterims(shown).map(({ summary }) => shown.pack.hasPhrase(['outcomes.waiting'], summary)),
  )
  const english = englishShares(all)
  const texts = sum(english.rows.map(([, of]) => Number(of)))
  const offered = suggestions.flatMap(({ suggestions: own }) => textsIn(under(own, ['content'])))
  return {
    title: 'Assist',
    figures: [
      figure('suggestions upon a filler', shareOf(onFillers, Boolean), percent, { to: 0.02 }),
      figure("articles that belong to none of the session's tasks", 1 - shareOf(belonging, Boolean), percent, {
        from: 0.01,
        to: 0.08,
      }),
      figure('final summaries that say settled', shareOf(settled, Boolean), percent, { from: 0.65, to: 0.8 }),
      figure('later interim summaries that say the customer waits', shareOf(later, Boolean), percent, { to: 0 }),
      figure(
        'assist texts of es and de that are English',
        sum(english.rows.map(([, , n]) => Number(n))) / texts,
        percent,
        {
          to: 0,
        },
      ),
      figure('dialogs that last 0 ms', ran.filter(({ start, end }) => start === end).length, count, { to: 0 }),
      figure('suggestions displayed when the segment ends or later', sum(all.map(late)), count, { to: 0 }),
      figure('different texts among those suggested', new Set(offered).size / Math.max(1, offered.length), percent),
      ...coachingFigures(all),
    ],
    tables: [
      english,
      {
        title: 'Upon what there were suggestions, most often',
        head: ['', 'times'],
        rows: tally(suggestions.map(({ utterance }: Suggestion) => utterance))
          .slice(0, 15)
          .map(([text, times]) => [text.slice(0, 90), count(times)]),
      },
      ...all.map(coachingTable),
    ],
    charts: [],
  }
}

const rules = ({ segments }: Shown) =>
  tally(segments.flatMap(({ coachingRuntimeData }) => coachingRuntimeData.map(({ ruleName }) => String(ruleName))))

/** Rules drawn evenly come about as often as each other; rules that follow the talk do not. */
function coachingFigures(all: readonly Shown[]): Figure[] {
  const ratios = all.map(shown => {
    const counts = rules(shown).map(([, times]) => times)
    return counts.length === 0 ? 0 : counts[0]! / counts.at(-1)!
  })
  return [
    figure('coaching: the most frequent rule against the rarest, least of the bots', Math.min(...ratios), count, {
      from: 3,
    }),
  ]
}

function coachingTable(shown: Shown): Table {
  return {
    title: `Coaching of ${shown.segments.length} segments`,
    head: ['', 'times'],
    rows: rules(shown).map(([name, times]) => [name, count(times)]),
  }
}
