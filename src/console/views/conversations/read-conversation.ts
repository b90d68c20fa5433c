import type {
  AgenticHistoryAnswer,
  ConversationsAnswer,
  InteractionsAnswer,
  LabelsAnswer,
  MessagesAnswer,
  SessionRow,
  SessionsAnswer,
} from '../../api/answers.ts'
import type { Call } from '../../api/call.ts'
import {
  agenticHistoryCall,
  conversationsCall,
  labelsCall,
  messagesCall,
  segmentsCall,
  sessionsCall,
} from '../../api/calls.ts'
import type { MockClient } from '../../api/client.ts'
import { CallFailure } from '../../api/failure.ts'

/** A session with all that the APIs say of it. */
export interface ReadConversation {
  readonly session: SessionRow
  readonly sessions: SessionsAnswer
  readonly messages: MessagesAnswer
  readonly segments: InteractionsAnswer
  /** Undefined: no human took it. */
  readonly conversations: ConversationsAnswer | undefined
  /** Undefined: no human took it. */
  readonly agenticHistory: AgenticHistoryAnswer | undefined
  readonly labels: LabelsAnswer
  /** The calls, by the name of their answer. */
  readonly calls: Readonly<Record<string, Call<unknown>>>
}

const ONE_DAY = 86_400_000

/**
 * Asks all APIs about one session.
 * @throws CallFailure where one of them refuses, or there is no such session
 */
export async function readConversation(
  client: MockClient,
  botId: string,
  sessionId: string,
  signal: AbortSignal,
): Promise<ReadConversation> {
  const calls: Record<string, Call<unknown>> = {}
  const ask = <Answer>(name: string, call: Call<Answer>): Promise<Answer> => {
    calls[name] = call
    return client.send(call, signal)
  }
  const sessions = await ask('getSessions', sessionsCall(botId, { sessionId: [sessionId] }))
  const session = sessions.sessions[0]
  if (session === undefined) {
    throw new CallFailure(
      'refused',
      'There is no such session of this bot, or it has not begun by the clock of the mock.',
    )
  }
  const range = { first: dayOf(session.start_time, 0), last: dayOf(session.end_time, ONE_DAY) }
  const [messages, segments, labels] = await Promise.all([
    ask('getMessagesV2', messagesCall(botId, sessionId)),
    ask('agentassistinteractions', segmentsCall(botId, sessionId, range)),
    ask('labels', labelsCall(botId, sessionId)),
  ])
  const conversationId = segments.data[0]?.conversationID
  const [conversations, agenticHistory] =
    conversationId === undefined
      ? []
      : await Promise.all([
          ask('aaconversation', conversationsCall(botId, conversationId, range)),
          ask('agentic-history', agenticHistoryCall(botId, conversationId)),
        ])
  return { session, sessions, messages, segments, labels, conversations, agenticHistory, calls }
}

const dayOf = (instant: string, later: number) => new Date(Date.parse(instant) + later).toISOString().slice(0, 10)
