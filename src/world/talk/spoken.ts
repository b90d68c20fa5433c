import type { ActKind } from './acts.ts'
import { ACT_COUNT, actOf } from './draft.ts'

/** Characters of what is said for an act on the telephone: three of four are shorter, whatever the pack and the language. */
const CHARACTERS: Readonly<Record<ActKind, number>> = {
  welcome: 106,
  offer: 93,
  acknowledge: 54,
  question: 44,
  confirm: 70,
  done: 98,
  failed: 85,
  anythingElse: 46,
  goodbye: 53,
  notUnderstood: 43,
  smallTalkReply: 52,
  followUpReply: 64,
  handover: 90,
  closed: 124,
  queueUpdate: 76,
  nudge: 47,
  timedOut: 100,
  notification: 100,
  ask: 60,
  answer: 38,
  affirm: 19,
  unclear: 36,
  smallTalk: 30,
  followUp: 31,
  wantsAgent: 57,
  impatient: 40,
  leave: 60,
  thanks: 47,
  patient: 34,
  story: 79,
  react: 42,
  greet: 112,
  takeOver: 140,
  empathy: 60,
  check: 58,
  explain: 92,
  resolve: 100,
  promise: 102,
  transfer: 120,
  closing: 59,
  working: 47,
}
/** ms for a character, as people speak. */
const CHARACTER = 59

const SPOKEN = Float64Array.from({ length: ACT_COUNT }, (_, code) => CHARACTERS[actOf(code)] * CHARACTER)

/** ms for which an act is spoken; by its code (`kindIn`). */
export function spokenFor(kind: number): number {
  return SPOKEN[kind]!
}
