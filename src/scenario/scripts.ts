import { type Said, say } from '../errors/catalogue.ts'
import { AGENT_SIDE, BOT_SIDE, USER_SIDE } from '../world/sessions/sides.ts'
import type { ScriptLine } from '../world/spec.ts'
import { durationMs, isDuration } from './durations.ts'
import type { Fault } from './error.ts'
import type { ScriptLineFile, SessionPinFile } from './file.ts'

/** Who may speak, and who that is in a world. */
const SPEAKERS = [
  ['bot', BOT_SIDE],
  ['customer', USER_SIDE],
  ['agent', AGENT_SIDE],
] as const

/** Settings of a pin that its transcript says. */
const SAID = ['noOfMessagesExchanged', 'noOfTasksExecuted', 'sessionType'] as const

/** The transcript of a pin. */
export function scriptOfPin({ start_time, transcript }: SessionPinFile): ScriptLine[] | undefined {
  return transcript?.map(line => {
    const [side, text] = spokenIn(line)[0] ?? [BOT_SIDE, '']
    const { at, name, intent } = line
    return {
      side,
      text,
      ...(at === undefined ? {} : { at: offsetOf(at, start_time) }),
      ...(name === undefined ? {} : { name }),
      ...(intent === undefined ? {} : { intent }),
    }
  })
}

function spokenIn(line: ScriptLineFile): [side: number, text: string][] {
  return SPEAKERS.flatMap(([speaker, side]): [number, string][] => {
    const text = line[speaker]
    return text === undefined ? [] : [[side, text]]
  })
}

/** ms from the start of the session, of a duration or of an instant. */
const offsetOf = (at: string, start: string) => (isDuration(at) ? durationMs(at) : Date.parse(at) - Date.parse(start))

/** What is wrong with a transcript, in itself and beside what else its pin says. */
export function checkScript(pin: SessionPinFile, end: number | undefined): Fault[] {
  const { transcript, wait, containmentType } = pin
  if (transcript === undefined) {
    const isAgent = containmentType === undefined || containmentType === 'agent'
    return wait === undefined || isAgent ? [] : [notWaited(wait)]
  }
  return [...checkBeside(pin, transcript), ...checkLines(pin, transcript, end)]
}

const notWaited = (wait: string) => scriptFault(['wait'], 'must be left out: no human is waited for', wait)

/** What other settings must not say. */
function checkBeside(pin: SessionPinFile, transcript: readonly ScriptLineFile[]): Fault[] {
  const { wait, containmentType } = pin
  const isTaken = transcript.some(({ agent }) => agent !== undefined)
  const faults = SAID.flatMap(name =>
    pin[name] === undefined ? [] : [scriptFault([name], 'must be left out: the transcript says it', String(pin[name]))],
  )
  if (containmentType !== undefined && (containmentType === 'agent') !== isTaken) {
    const must = isTaken
      ? 'must be agent: one speaks in the transcript'
      : 'must be another: no agent speaks in the transcript'
    faults.push(scriptFault(['containmentType'], must, containmentType))
  }
  if (wait !== undefined && !isTaken) faults.push(notWaited(wait))
  return faults
}

function checkLines(
  { start_time }: SessionPinFile,
  transcript: readonly ScriptLineFile[],
  end: number | undefined,
): Fault[] {
  const faults: Fault[] = []
  let before = -1
  for (const [i, line] of transcript.entries()) {
    const path = ['transcript', i]
    faults.push(...checkLine(line).map(fault => ({ ...fault, path: [...path, ...fault.path] })))
    if (line.at === undefined) continue
    const at = offsetOf(line.at, start_time)
    const said = timeFault(at, { i, before, end })
    if (said !== undefined) faults.push(scriptFault([...path, 'at'], said, line.at))
    before = at
  }
  if (transcript[0]?.agent !== undefined) {
    faults.push(
      scriptFault(['transcript', 0], 'must be what the bot or the customer says: somebody hands over', 'agent'),
    )
  }
  return faults
}

function checkLine(line: ScriptLineFile): Fault[] {
  const faults: Fault[] = []
  const spoken = spokenIn(line)
  if (spoken.length !== 1) {
    const found = spoken.length === 0 ? 'nobody' : `${spoken.length} of them`
    faults.push(scriptFault([], 'must be said by one: bot, customer or agent', found))
  }
  if (line.name !== undefined && line.agent === undefined) {
    faults.push(scriptFault(['name'], 'must be left out: only agents have one', line.name))
  }
  if (line.intent !== undefined && line.customer === undefined) {
    faults.push(scriptFault(['intent'], 'must be left out: only customers have one', line.intent))
  }
  return faults
}

/** What a time of a line must be; undefined: it is. Each line takes a ms at least. */
function timeFault(
  at: number,
  { i, before, end }: { readonly i: number; readonly before: number; readonly end: number | undefined },
): string | undefined {
  if (i === 0) return at === 0 ? undefined : 'must be 0s, or be left out: the session begins with it'
  if (!(at >= i && at > before)) return 'must be after the lines before it'
  return end !== undefined && at > end ? 'must not be after the end of the session' : undefined
}

function scriptFault(path: Fault['path'], must: string, found: string): Fault {
  const said: Said = say('KM_SETTING_WRONG', { must, found })
  return { path, ...said }
}
