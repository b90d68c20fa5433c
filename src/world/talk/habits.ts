/** How much is said on a medium, and how it is shared out among messages. Shares are 0..1. */
export interface Habits {
  /** The customer has the first word: he writes, and nobody has greeted him. */
  readonly customerOpens: boolean
  /** Share of what the bot would ask that the customer tells of his own accord, one thing after the other. */
  readonly volunteers: number
  /** Questions that go into one message. */
  readonly perLine: number
  /** Share of what could stand in one message that is said in two. */
  readonly splits: number
  /** Share of questions before whose answer the customer says something that the bot does not understand. */
  readonly asides: number
  readonly offers: number
  readonly confirms: number
  /** Share of results before which the bot says that it is looking. */
  readonly looksUp: number
  readonly anythingElse: number
  readonly thanks: number
  readonly goodbye: number
  /** Running sums: further questions after a task is done, and tasks of a session, from one on. */
  readonly followUps: readonly number[]
  readonly tasks: readonly number[]
  /** Who gives up says so, in place of just going. */
  readonly saysLeave: number
  /** With a human: the customer tells how it came about; times that the agent says how far he is, from none on. */
  readonly story: number
  readonly rounds: readonly number[]
  readonly patient: number
  readonly empathy: number
  /** Running sums: transfers to another agent. */
  readonly transfers: readonly number[]
}

/** By medium (`channels.ts`). */
export const HABITS: readonly Habits[] = [
  {
    customerOpens: false,
    volunteers: 0.12,
    perLine: 1,
    splits: 0.1,
    asides: 0.06,
    offers: 0.35,
    confirms: 0.88,
    looksUp: 0.35,
    anythingElse: 0.75,
    thanks: 0.98,
    goodbye: 0.98,
    followUps: [0.3, 0.8, 0.97, 1],
    tasks: [0.88, 0.99, 1],
    saysLeave: 0.5,
    story: 0.7,
    rounds: [0.55, 1],
    patient: 0.5,
    empathy: 0.3,
    transfers: [0.88, 1],
  },
  {
    customerOpens: false,
    volunteers: 0.3,
    perLine: 1,
    splits: 0.3,
    asides: 0.06,
    offers: 0.4,
    confirms: 0.75,
    looksUp: 0.12,
    anythingElse: 0.65,
    thanks: 0.97,
    goodbye: 0.98,
    followUps: [0.35, 0.8, 0.97, 1],
    tasks: [0.76, 0.95, 0.99, 1],
    saysLeave: 0.55,
    story: 0.6,
    rounds: [0.6, 1],
    patient: 0.4,
    empathy: 0.35,
    transfers: [0.88, 1],
  },
  {
    customerOpens: true,
    volunteers: 0.4,
    perLine: 2,
    splits: 0.04,
    asides: 0.03,
    offers: 0.1,
    confirms: 0.4,
    looksUp: 0,
    anythingElse: 0.2,
    thanks: 0.7,
    goodbye: 0.35,
    followUps: [0.5, 0.92, 1],
    tasks: [0.93, 1],
    saysLeave: 0.4,
    story: 0.3,
    rounds: [1],
    patient: 0.2,
    empathy: 0.2,
    transfers: [0.95, 1],
  },
  {
    customerOpens: true,
    volunteers: 0.8,
    perLine: 3,
    splits: 0,
    asides: 0,
    offers: 0,
    confirms: 0,
    looksUp: 0,
    anythingElse: 0.3,
    thanks: 0.5,
    goodbye: 0,
    followUps: [0.85, 1],
    tasks: [1],
    saysLeave: 0.3,
    story: 0,
    rounds: [1],
    patient: 0,
    empathy: 0.3,
    transfers: [1],
  },
]
