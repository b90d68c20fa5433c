import type { ActKind } from './acts.ts'
import { ACT_COUNT, actOf } from './draft.ts'

/** Characters of what is said for an act on the telephone: nine of ten are shorter, whatever the pack and the language. */
const CHARACTERS: Readonly<Record<ActKind, number>> = {
  welcome: 114,
  offer: 113,
  acknowledge: 72,
  question: 51,
  confirm: 76,
  done: 130,
  failed: 90,
  anythingElse: 52,
  goodbye: 72,
  notUnderstood: 54,
  smallTalkReply: 60,
  followUpReply: 69,
  handover: 95,
  closed: 147,
  queueUpdate: 75,
  nudge: 60,
  timedOut: 100,
  notification: 112,
  ask: 65,
  answer: 43,
  affirm: 22,
  unclear: 42,
  smallTalk: 36,
  followUp: 36,
  wantsAgent: 56,
  impatient: 40,
  leave: 57,
  thanks: 56,
  patient: 35,
  story: 81,
  react: 46,
  greet: 136,
  takeOver: 152,
  empathy: 60,
  check: 66,
  explain: 87,
  resolve: 105,
  promise: 113,
  transfer: 132,
  closing: 67,
  working: 60,
}
/** ms for a character, as people speak. */
const CHARACTER = 59

const SPOKEN = Float64Array.from({ length: ACT_COUNT }, (_, code) => CHARACTERS[actOf(code)] * CHARACTER)

/** ms for which an act is spoken; by its code (`kindIn`). */
export function spokenFor(kind: number): number {
  return SPOKEN[kind]!
}
