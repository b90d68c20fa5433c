import { type FilledSchema, rowTemplate } from '../../contract/contract.ts'
import type { OwnFields, SharedFields } from '../../contract/row-templates.ts'
import { memoize } from '../../memory/memoize.ts'
import { CONTAINMENTS } from '../../world/columns/flags.ts'
import type { Session, Tag } from '../../world/sessions/types.ts'
import { sessionTags, userTags } from '../../world/tags.ts'
import { iso } from '../../world/time.ts'
import type { Bot } from '../../world/types.ts'
import { userIdOf } from '../../world/users.ts'

type OwnSession = OwnFields<'Session'>
type SharedSession = SharedFields<'Session'>

/** A session as getSessions shows it, as JSON text: facts 6.2. */
export function sessionText(session: Session, tags: readonly Tag[] = sessionTags(session)): string {
  const template = rowTemplate('Session')
  const likes = likesOf(session)
  const place = placeAmong(session)
  let texts = likes[place]
  if (texts === undefined) {
    texts = template.share(sharedOf(session))
    likes[place] = texts
  }
  return template.write(texts, varyingOf(session, tags))
}

/** Texts that sessions of a bot share on a channel and in a language, by what became of them. */
type Likes = (readonly string[] | undefined)[]

/** Channels and languages are few: those of the bot, and what its scenario pins. */
const likesOfBot = memoize((_: Bot) => new Map<string, Map<string, Likes>>())

function likesOf({ bot, channel, language }: Session): Likes {
  const ofBot = likesOfBot(bot)
  let ofChannel = ofBot.get(channel)
  if (ofChannel === undefined) {
    ofChannel = new Map()
    ofBot.set(channel, ofChannel)
  }
  let likes = ofChannel.get(language)
  if (likes === undefined) {
    likes = []
    ofChannel.set(language, likes)
  }
  return likes
}

/** A number for all else that sessions share. */
function placeAmong({ interactive, developer, status, containment }: Session): number {
  const flags = Number(interactive) + 2 * Number(developer) + 4 * Number(status === 'active')
  return flags + 8 * CONTAINMENTS.indexOf(containment)
}

/** What many sessions have alike. */
function sharedOf(session: Session): SharedSession {
  return {
    botId: session.bot.id,
    channel: session.channel,
    session_lang: [session.language],
    sessionType: session.interactive ? 'interactive' : 'non-interactive',
    isDeveloper: session.developer,
    sessionStatus: session.status,
    containmentType: session.containment,
  }
}

/** What each has of its own. */
function varyingOf(session: Session, tags: readonly Tag[]): OwnSession {
  return {
    sessionId: session.sessionId,
    userId: userIdOf(session.bot, session.user),
    start_time: iso(session.start),
    end_time: iso(session.end),
    tags: { userTags: userTags(session).map(valueFirst), sessionTags: tags.map(valueFirst), altText: [] },
    noOfMessagesExchanged: session.messages,
    noOfTasksExecuted: session.tasks,
  }
}

/** In a tag the value stands before the name (facts 6.2). */
export function valueFirst({ name, value }: Tag): FilledSchema<'SessionTag'> {
  return { value, name }
}
