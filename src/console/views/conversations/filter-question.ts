import type { SessionsQuestion } from '../../api/answers.ts'

/** Sessions on a page of the list. */
export const PAGE_SIZE = 50

/** What is asked of getSessions. */
export interface FilterQuestion {
  readonly body: SessionsQuestion
  readonly query: { readonly containmentType: string | undefined; readonly callId: string | undefined }
}

const SESSION_ID = /^[0-9a-f]{24}$/i
/** Ids of people as Kore gives them, and e-mail addresses; every other word is the id of a call. */
const USER_ID = /^(?:u-|[^@\s]+@)/

/** What a text in the field for searching names. */
function searchedFor(text: string): { sessionId?: string[]; userId?: string; callId?: string } {
  if (text === '') return {}
  if (SESSION_ID.test(text)) return { sessionId: [text.toLowerCase()] }
  return USER_ID.test(text) ? { userId: text } : { callId: text }
}

type TagCondition = NonNullable<NonNullable<SessionsQuestion['tags']>['and']>[number]

/**
 * The tags that an address names as `name=value`, with the kind of tag before it where one is meant (`user:name=value`); several,
 * all of which are to be there, are parted by semicolons.
 */
function tagsIn(text: string): SessionsQuestion['tags'] | undefined {
  const conditions = text.split(';').flatMap((part): TagCondition[] => {
    const found = /^(?:(user|session|message):)?([^=]+)=(.*)$/.exec(part.trim())
    if (found === null) return []
    const [, type, name, value] = found
    const condition = { name: name!.trim(), values: [value!.trim()] }
    return [type === undefined ? condition : { ...condition, type: type as 'user' | 'session' | 'message' }]
  })
  return conditions.length === 0 ? undefined : { and: conditions }
}

/** Parts of a text of tags that say none. */
export const unreadTags = (text: string): string[] =>
  text
    .split(';')
    .map(part => part.trim())
    .filter(part => part !== '' && tagsIn(part) === undefined)

/** The question that an address stands for. */
export function questionIn(query: URLSearchParams): FilterQuestion {
  const text = (name: string) => query.get(name) ?? undefined
  const { sessionId, userId, callId } = searchedFor(query.get('q')?.trim() ?? '')
  const tags = tagsIn(query.get('tag') ?? '')
  const [dateFrom, dateTo] = [text('from'), text('to')]
  const sessionType = text('type') as SessionsQuestion['sessionType']
  const skip = Math.max(0, Math.floor(Number(query.get('skip') ?? 0)) || 0)
  return {
    body: {
      skip,
      limit: PAGE_SIZE,
      ...(sessionId && { sessionId }),
      ...(userId && { userId }),
      ...(tags && { tags }),
      ...(sessionType && { sessionType }),
      ...(dateFrom && { dateFrom }),
      ...(dateTo && { dateTo }),
    },
    query: { containmentType: text('containment'), callId },
  }
}
