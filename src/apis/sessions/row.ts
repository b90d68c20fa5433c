import type { FilledSchema } from '../../contract/contract.ts'
import type { Session, Tag } from '../../world/sessions/types.ts'
import { sessionTags, userTags } from '../../world/tags.ts'
import { iso } from '../../world/time.ts'
import { userIdOf } from '../../world/users.ts'

/** A session as getSessions shows it: facts 6.2. */
export function sessionRow(session: Session, tags: readonly Tag[] = sessionTags(session)): FilledSchema<'Session'> {
  return {
    sessionId: session.sessionId,
    botId: session.bot.id,
    channel: session.channel,
    userId: userIdOf(session.bot, session.user),
    start_time: iso(session.start),
    end_time: iso(session.end),
    session_lang: [session.language],
    sessionType: session.interactive ? 'interactive' : 'non-interactive',
    isDeveloper: session.developer,
    sessionStatus: session.status,
    tags: { userTags: userTags(session).map(valueFirst), sessionTags: tags.map(valueFirst), altText: [] },
    noOfMessagesExchanged: session.messages,
    noOfTasksExecuted: session.tasks,
    containmentType: session.containment,
  }
}

/** In a tag the value stands before the name (facts 6.2). */
export function valueFirst({ name, value }: Tag): FilledSchema<'SessionTag'> {
  return { value, name }
}
