import { pick, type Stream } from '../random.ts'
import type { PackIntent } from '../spec.ts'
import { iso } from '../time.ts'
import type { AgentAction } from './records.ts'
import type { Scene } from './segment-context.ts'
import { useOf } from './suggestion-use.ts'
import { offerFor } from './suggestions.ts'

const SEARCHES = 0.22
const MOST_SEARCHES = 3
const LIBRARY = 0.2
const USED = 0.65
/** What agents type about a task. */
const WORDINGS: readonly ((task: string) => string)[] = [
  task => task,
  task => `how to ${task}`,
  task => `${task} steps`,
  task => `${task} customer`,
  task => `${task} help`,
]

/** What the agent did in the widget of his own accord, oldest first: facts 9.6. */
export function agentActions(scene: Scene): AgentAction[] {
  const dated: Dated[] = []
  addSearches(scene, dated)
  addSelections(scene, dated)
  dated.sort((a, b) => a.at - b.at)
  return dated.map(({ action }) => action)
}

interface Dated {
  readonly at: number
  readonly action: AgentAction
}

/** Searches fall between the customer's words and the agent's answer to them. */
function addSearches(scene: Scene, dated: Dated[]): void {
  const draw = scene.draw('searches')
  const { sides } = scene.timeline
  let made = 0
  for (let message = scene.first + 1; message <= scene.last && made < MOST_SEARCHES; message++) {
    if (sides[message] !== 2 || sides[message - 1] !== 1 || draw() >= SEARCHES) continue
    made++
    const asked = scene.at(message - 1)
    const gap = scene.at(message) - asked
    const typing = asked + Math.floor(gap * (0.05 + draw() * 0.1))
    const execution = typing + Math.floor(Math.min(gap * 0.3, 1200 + draw() * 5000))
    const display = execution + Math.floor(Math.min(gap * 0.15, 400 + draw() * 1600))
    const intent = scene.intent(message)
    const typed = phrase(scene, intent, draw)
    const offer = offerFor(scene.knowledge, intent, draw)
    const isUsed = draw() < USED
    const choice = offer.shown[Math.floor(draw() * offer.shown.length)]!
    const span = { from: display, until: Math.max(display, scene.at(message)), now: scene.now }
    const use = useOf(choice, scene.knowledge, span, draw)
    if (display > scene.now) continue
    const action = {
      searchPhrase: typed.searchPhrase,
      typingStartTime: iso(typing),
      executionStartTime: iso(execution),
      displayTime: iso(display),
      suggestionsShown: typed.suggestionsShown,
      suggestionUsed: typed.suggestionUsed,
      phraseInput: typed.phraseInput,
      correctionsPresented: typed.correctionsPresented,
      correctionsAccepted: typed.correctionsAccepted,
      countDisplayedAnswers: offer.counts,
      suggestions: offer.suggestions,
    }
    const used = isUsed && use !== undefined ? [use] : []
    dated.push({ at: typing, action: { actionType: 'SearchBarEntry', action, used } })
  }
}

interface Typed {
  readonly searchPhrase: string
  readonly suggestionsShown: string[]
  readonly suggestionUsed: number
  readonly phraseInput: string
  readonly correctionsPresented: number
  readonly correctionsAccepted: number
}

/** What the agent typed, and what type-ahead and spelling made of it. */
function phrase(scene: Scene, intent: PackIntent, draw: Stream): Typed {
  const own = pick(WORDINGS, draw)(intent.name.toLowerCase())
  const offered = new Set<string>()
  for (const { title } of scene.knowledge.articles(intent.name, 'answer', draw)) offered.add(title)
  const shown = [...offered.add(`${own} policy`).add(`${own} fees`)].slice(0, Math.floor(draw() * 4))
  const taken = shown.length > 0 && draw() < 0.5 ? Math.floor(draw() * shown.length) : -1
  const whole = taken < 0 ? own : shown[taken]!
  const misspelt = draw() < 0.25
  const accepted = misspelt && draw() < 0.8
  const keys = taken < 0 ? whole : whole.slice(0, Math.max(3, Math.floor(whole.length * (0.3 + draw() * 0.4))))
  const phraseInput = misspelt ? swapped(keys, draw) : keys
  return {
    searchPhrase: taken >= 0 || accepted || !misspelt ? whole : phraseInput,
    suggestionsShown: shown,
    suggestionUsed: taken < 0 ? 0 : 1,
    phraseInput,
    correctionsPresented: misspelt ? 1 + Math.floor(draw() * 2) : 0,
    correctionsAccepted: accepted ? 1 : 0,
  }
}

/** Two neighbouring letters changed places, as fingers do. */
function swapped(text: string, draw: Stream): string {
  if (text.length < 4) return text
  const at = 1 + Math.floor(draw() * (text.length - 3))
  return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2)
}

/** A dialog task started from the library below the search bar. */
function addSelections(scene: Scene, dated: Dated[]): void {
  const draw = scene.draw('library')
  const wanted = draw() < LIBRARY
  const { start, end } = scene.part
  const from = start + Math.floor((end - start) * (0.1 + draw() * 0.5))
  if (!wanted) return
  const [name] = scene.knowledge.dialogsNear(scene.intent(scene.last).name, 1)
  const use = useOf(
    { kind: 'dialog', title: name!, url: '' },
    scene.knowledge,
    { from, until: end, now: scene.now },
    draw,
  )
  if (use === undefined) return
  dated.push({ at: Date.parse(String(use.target.startTime)), action: { actionType: 'LibrarySelection', used: [use] } })
}
