import { USER_SIDE } from '../sessions/sides.ts'
import type { Act, ActKind, SpeechLine } from '../talk/acts.ts'
import type { SaidLine } from '../talk/said-line.ts'
import { AGENT_ACTS } from './agent-acts.ts'
import { BOT_ACTS, type SayAct } from './bot-acts.ts'
import { CUSTOMER_ACTS } from './customer-acts.ts'
import { asLetter } from './letter.ts'
import { loosened } from './loosen.ts'
import { type PlannedTalk, Talk } from './talk.ts'

const ACTS: Readonly<Record<ActKind, SayAct>> = { ...BOT_ACTS, ...CUSTOMER_ACTS, ...AGENT_ACTS }
const LOOSE = 0x1005e

/**
 * What every message of a session says. The lines read as one dialogue: answers fill the slots asked for, later texts repeat
 * them. Drawn by address, so they are the same for every "now" and in whatever order sessions are asked for.
 * @param from first message whose text is wanted: those before it have none, but name what they would have named
 */
export function writeTalk(planned: PlannedTalk, from = 0): readonly SaidLine[] {
  const talk = new Talk(planned)
  const { lines } = planned
  const finding = lastOf(lines, 'explain')
  talk.isUnsettled = lastOf(lines, 'promise') > lastOf(lines, 'resolve')
  talk.isTurnedAway = lastOf(lines, 'closed') >= 0
  const said: SaidLine[] = []
  for (let message = 0; message < lines.length; message++) {
    talk.isLastFinding = finding >= 0 && message >= finding && (message === finding || talk.before === 'explain')
    talk.speaker.isUnheard = message < from
    const line = sayLine(talk, lines[message]!, message)
    said.push(message < from ? { text: '', slots: line.slots, reason: line.reason, next: line.next } : line)
  }
  return said
}

function lastOf(lines: readonly SpeechLine[], act: ActKind): number {
  return lines.findLastIndex(line => line.acts.some(({ kind }) => kind === act))
}

function sayLine(talk: Talk, line: SpeechLine, message: number): SaidLine {
  talk.begin(line, message)
  for (let act = talk.rest.shift(); act !== undefined; act = talk.rest.shift()) sayAct(talk, act)
  if (line.side !== USER_SIDE) talk.before = line.acts.at(-1)?.kind
  if (!talk.speaker.isUnheard) finishLine(talk)
  return talk.end()
}

function sayAct(talk: Talk, act: Act): void {
  talk.speaker.setTask(act.task)
  ACTS[act.kind](talk, act)
}

/** What the medium makes of the words. */
function finishLine(talk: Talk): void {
  const { medium, style } = talk.speaker
  if (medium === 'email') asLetter(talk)
  else if (talk.side === USER_SIDE && style === 'terse' && medium !== 'voice')
    talk.draft = loosened(talk.draft, talk.speaker.lot(LOOSE))
}
