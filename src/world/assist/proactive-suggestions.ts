import { iso } from '../time.ts'
import type { ProActiveSuggestion } from './records.ts'
import type { Scene } from './segment-context.ts'
import { useOf } from './suggestion-use.ts'
import { noCounts, offerFor } from './suggestions.ts'

/** Most utterances of one segment that are answered with suggestions. */
const MOST = 5
const SHARE = 0.6
/** Share of those on which a dialog task ran at once, with nothing shown. */
const AT_ONCE = 0.1
const USED = 0.55

/** What Agent AI showed of its own accord upon the customer's words, oldest first: facts 9.8. */
export function proActiveSuggestions(scene: Scene): ProActiveSuggestion[] {
  const draw = scene.draw('proactive')
  const list: ProActiveSuggestion[] = []
  let made = 0
  for (let message = scene.first; message <= scene.last && made < MOST; message++) {
    if (scene.timeline.sides[message] !== 1 || draw() >= SHARE || scene.isGoodbye(message)) continue
    made++
    const said = scene.at(message)
    const { knowledge, now } = scene
    const until = scene.part.end
    const atOnce = draw() < AT_ONCE
    const display = Math.min(said + 500 + Math.floor(draw() * 1800), until)
    const intent = scene.intent(message)
    if (atOnce) {
      const use = useOf({ kind: 'dialog', title: intent.name, url: '' }, knowledge, { from: said, until, now }, draw)
      if (use !== undefined) {
        list.push({ utterance: scene.texts[message]!, countDisplayedAnswers: noCounts(), used: [use] })
      }
      continue
    }
    const offer = offerFor(knowledge, intent, draw)
    const isUsed = draw() < USED
    const choice = offer.shown[Math.floor(draw() * offer.shown.length)]!
    const use = useOf(choice, knowledge, { from: display, until, now }, draw)
    if (display > now) continue
    list.push({
      utterance: scene.texts[message]!,
      suggestions: offer.suggestions,
      displayTime: iso(display),
      countDisplayedAnswers: offer.counts,
      used: isUsed && use !== undefined ? [use] : [],
    })
  }
  return list
}
