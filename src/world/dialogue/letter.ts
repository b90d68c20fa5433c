import { companyOf } from '../desk/staff.ts'
import type { EmailWords } from '../pack.ts'
import { AGENT_SIDE, BOT_SIDE } from '../sessions/sides.ts'
import type { Talk } from './talk.ts'
import { moved } from './template.ts'

/** Puts what was said between a salutation and a signature. */
export function asLetter(talk: Talk): void {
  const { emailOpening, emailClosing } = talk.speaker.phrases
  const body = talk.draft
  const opening = partOf(talk, emailOpening)
  const closing = partOf(talk, emailClosing)
  const before = opening === '' ? '' : `${opening}\n\n`
  const after = closing === '' ? '' : `\n\n${closing}\n${signature(talk)}`
  talk.draft = {
    text: before + body.text + after,
    spans: body.spans.map(span => moved(span, before.length)),
  }
}

function partOf(talk: Talk, words: EmailWords | undefined): string {
  if (words === undefined) return ''
  talk.draft = { text: '', spans: [] }
  talk.samePhrase(talk.side === BOT_SIDE ? words.bot : talk.side === AGENT_SIDE ? words.agent : words.customer)
  return talk.draft.text
}

function signature(talk: Talk): string {
  const { bot } = talk.session
  if (talk.side === BOT_SIDE) return companyOf(bot)
  if (talk.side === AGENT_SIDE) return `${talk.agentFullName}\n${companyOf(bot)}`
  return talk.speaker.value(-1, talk.speaker.style === 'terse' ? 'customerFirst' : 'customer')
}
