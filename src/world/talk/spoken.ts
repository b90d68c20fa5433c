import type { ActKind } from './acts.ts'
import { ACT_COUNT, actOf } from './draft.ts'

/** Characters of what is said for an act on the telephone, a digit counted as five: of ten lines nine are shorter, whatever the pack and the language. */
const CHARACTERS: Readonly<Record<ActKind, number>> = {
  welcome: 117,
  offer: 100,
  acknowledge: 70,
  question: 58,
  confirm: 135,
  done: 155,
  failed: 135,
  anythingElse: 55,
  goodbye: 58,
  notUnderstood: 55,
  smallTalkReply: 58,
  followUpReply: 85,
  handover: 108,
  closed: 143,
  queueUpdate: 87,
  nudge: 53,
  timedOut: 108,
  notification: 141,
  ask: 78,
  answer: 68,
  affirm: 24,
  unclear: 52,
  smallTalk: 38,
  followUp: 34,
  wantsAgent: 67,
  impatient: 45,
  leave: 84,
  thanks: 51,
  patient: 38,
  story: 95,
  react: 52,
  greet: 150,
  takeOver: 160,
  empathy: 62,
  check: 72,
  explain: 165,
  resolve: 155,
  promise: 180,
  transfer: 195,
  closing: 69,
  working: 50,
}
/** ms for a character, as people speak. */
const CHARACTER = 59

const SPOKEN = Float64Array.from({ length: ACT_COUNT }, (_, code) => CHARACTERS[actOf(code)] * CHARACTER)

/** ms for which an act is spoken; by its code (`kindIn`). */
export function spokenFor(kind: number): number {
  return SPOKEN[kind]!
}
