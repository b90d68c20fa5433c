import type { Act, ActKind, SpeechLine } from './acts.ts'

/** All kinds of acts; a code holds an index into them. */
const ACT_KINDS = [
  'welcome',
  'offer',
  'acknowledge',
  'question',
  'confirm',
  'done',
  'failed',
  'anythingElse',
  'goodbye',
  'notUnderstood',
  'smallTalkReply',
  'followUpReply',
  'handover',
  'closed',
  'queueUpdate',
  'nudge',
  'timedOut',
  'notification',
  'ask',
  'answer',
  'affirm',
  'unclear',
  'smallTalk',
  'followUp',
  'wantsAgent',
  'impatient',
  'leave',
  'thanks',
  'patient',
  'story',
  'react',
  'greet',
  'takeOver',
  'empathy',
  'check',
  'explain',
  'resolve',
  'promise',
  'transfer',
  'closing',
  'working',
] as const satisfies readonly ActKind[]

/** How many kinds of acts there are. */
export const ACT_COUNT = ACT_KINDS.length

/** Every kind of act, by its code. */
export const actOf = (code: number): ActKind => ACT_KINDS[code]!

const CODE_OF: ReadonlyMap<ActKind, number> = new Map(ACT_KINDS.map((kind, code) => [kind, code]))

/** Code of a kind of act. */
export function actCodeOf(kind: ActKind): number {
  return CODE_OF.get(kind)!
}

const KIND_MASK = 63
const SIDE_SHIFT = 6
const BEGINS = 1 << 8
const TASK_SHIFT = 9
const TASK_MASK = 0x1ff
const ITEM_SHIFT = 18
const ITEM_MASK = 0x1fff

/** Kind of an act (as `actCodeOf` has it). */
export function kindIn(act: number): number {
  return act & KIND_MASK
}

/** Who does an act: `sessions/sides.ts`. */
export function sideIn(act: number): number {
  return (act >>> SIDE_SHIFT) & 3
}

/** Whether an act is the first of its line. */
export function beginsLine(act: number): boolean {
  return (act & BEGINS) !== 0
}

/** Task of an act; -1: none. */
export function taskIn(act: number): number {
  return ((act >>> TASK_SHIFT) & TASK_MASK) - 1
}

/** Item of an act; -1: none. */
function itemIn(act: number): number {
  return ((act >>> ITEM_SHIFT) & ITEM_MASK) - 1
}

/**
 * A transcript while it is planned: one number for each act. Plans are made by the thousand only to be counted, so
 * lines come about as objects for those alone who read them.
 */
export class PlanDraft {
  readonly acts: number[] = []
  /** Intent of each task. */
  readonly tasks: number[] = []
  /** Lines of all sides, and the customer's. */
  lines = 0
  customerLines = 0
  #side = 0

  /** Begins a line. */
  say(side: number, kind: ActKind, task = -1, item = -1): void {
    this.#side = side
    this.lines++
    if (side === 1) this.customerLines++
    this.acts.push(this.#code(kind, task, item) | BEGINS)
  }

  /** Goes on in the line begun last. */
  and(kind: ActKind, task = -1, item = -1): void {
    this.acts.push(this.#code(kind, task, item))
  }

  #code(kind: ActKind, task: number, item: number): number {
    return (
      actCodeOf(kind) |
      (this.#side << SIDE_SHIFT) |
      ((task + 1) << TASK_SHIFT) |
      (((item + 1) % ITEM_MASK) << ITEM_SHIFT)
    )
  }

  /** The lines as objects. */
  toLines(): SpeechLine[] {
    const lines: { readonly side: number; readonly acts: Act[] }[] = []
    for (const act of this.acts) {
      if (beginsLine(act)) lines.push({ side: sideIn(act), acts: [] })
      lines.at(-1)!.acts.push({ kind: actOf(kindIn(act)), task: taskIn(act), item: itemIn(act) })
    }
    return lines
  }
}
