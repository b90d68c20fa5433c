import type { Agent } from '../dialogue/staff.ts'
import { drawsOf } from '../sessions/segment-stream.ts'
import type { Handled } from './conversation.ts'
import type { Feedback } from './records.ts'

const SHARE = 0.25
const PRAISE = ['Good Search Functionality ', 'Helpful Suggestions', 'Easy To Use']
const BLAME = ['Not Satisfactory', 'Slow Response', 'Missing Articles']
const WORDS = {
  up: ['', 'Saved me a lot of time today.', 'The answers fit the question.'],
  down: ['', 'I had to look it up elsewhere.', 'Suggestions came too late.'],
}

/** What the last agent of a closed conversation thought of the whole widget; most say nothing (facts 8.7). */
export function widgetFeedback(handled: Handled): { readonly agent: Agent; readonly feedback: Feedback } | undefined {
  const draw = drawsOf(handled.bot, handled.day, handled.row, 0, 'widget feedback')
  if (draw() >= SHARE) return undefined
  const response = draw() < 0.7 ? 'up' : 'down'
  const reasons = response === 'up' ? PRAISE : BLAME
  const reason = reasons[Math.floor(draw() * reasons.length)]!
  const comment = WORDS[response][Math.floor(draw() * WORDS[response].length)]!
  return {
    agent: handled.agentOf(handled.parts.length - 1),
    feedback: { response, reasonCode: [reason], comment },
  }
}
