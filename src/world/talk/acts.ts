/** What a line of a transcript does: its speech act. A transcript is a plan of these before it is words. */
export type ActKind = BotAct | CustomerAct | AgentAct

/** What the bot does; `question`, `confirm`, `followUpReply` and `anythingElse` are done by human agents too. */
export type BotAct =
  | 'welcome'
  | 'offer'
  | 'acknowledge'
  | 'question'
  | 'confirm'
  /** It is being looked up; the result comes in the next line. */
  | 'working'
  | 'done'
  | 'failed'
  | 'anythingElse'
  | 'goodbye'
  | 'notUnderstood'
  | 'smallTalkReply'
  | 'followUpReply'
  | 'handover'
  /** Nobody is on shift who could take it. */
  | 'closed'
  | 'queueUpdate'
  | 'nudge'
  | 'timedOut'
  | 'notification'

/** What the customer does. */
export type CustomerAct =
  | 'ask'
  | 'answer'
  | 'affirm'
  | 'unclear'
  | 'smallTalk'
  | 'followUp'
  | 'wantsAgent'
  | 'impatient'
  | 'leave'
  | 'thanks'
  | 'patient'
  /** Tells the agent how it came about. */
  | 'story'
  /** Answers what the agent has found or done. */
  | 'react'

/** What a human agent does beside the acts shared with the bot. */
export type AgentAct =
  | 'greet'
  /** The next agent of a transferred conversation says who he is and what he knows. */
  | 'takeOver'
  | 'empathy'
  | 'check'
  | 'explain'
  | 'resolve'
  /** It is not settled: what happens next. */
  | 'promise'
  | 'transfer'
  | 'closing'

/** One act of a line. */
export interface Act {
  readonly kind: ActKind
  /** Index into the tasks of the plan; -1: none. */
  readonly task: number
  /** Which question, follow-up, small talk or exchange of the pack it is; -1: none. */
  readonly item: number
}

/** One message: one to three acts of one side (`sessions/sides.ts`). */
export interface SpeechLine {
  readonly side: number
  readonly acts: readonly Act[]
}
