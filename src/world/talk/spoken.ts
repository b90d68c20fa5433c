import type { ActKind } from './acts.ts'
import { ACT_COUNT, actOf } from './draft.ts'

/** Characters of what is said for an act on the telephone, a digit counted as five: of seven lines six are shorter, whatever the pack and the language. */
const CHARACTERS: Readonly<Record<ActKind, number>> = {
  welcome: 111,
  offer: 99,
  acknowledge: 62,
  question: 49,
  confirm: 119,
  done: 145,
  failed: 101,
  anythingElse: 48,
  goodbye: 58,
  notUnderstood: 46,
  smallTalkReply: 58,
  followUpReply: 73,
  handover: 92,
  closed: 143,
  queueUpdate: 87,
  nudge: 53,
  timedOut: 108,
  notification: 141,
  ask: 65,
  answer: 68,
  affirm: 24,
  unclear: 38,
  smallTalk: 38,
  followUp: 34,
  wantsAgent: 67,
  impatient: 45,
  leave: 64,
  thanks: 51,
  patient: 38,
  story: 88,
  react: 49,
  greet: 142,
  takeOver: 120,
  empathy: 62,
  check: 92,
  explain: 121,
  resolve: 141,
  promise: 139,
  transfer: 150,
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
