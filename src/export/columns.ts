import type { ListedKind } from '../apis/listed.ts'
import { own } from '../contract/own.ts'

/** What the cells of a column are: in Parquet its type, in CSV how it is written (docs/export.md). */
export type ColumnType = 'text' | 'integer' | 'number' | 'boolean' | 'timestamp' | 'date' | 'texts' | 'json'

type RowFields = Readonly<Record<string, unknown>>

/** A column of the flat formats. */
export interface FlatColumn {
  readonly name: string
  readonly type: ColumnType
  /** Its cell in a row; null: the row has none. */
  readonly of: (row: RowFields) => unknown
}

/** A fieldColumn of the row by its name. */
const fieldColumn = (type: ColumnType, name: string): FlatColumn => ({ name, type, of: row => own(row, name) ?? null })
const fieldColumns = (type: ColumnType, ...names: readonly string[]) => names.map(name => fieldColumn(type, name))

/** Tags as `name=value`. */
const tagColumn = (holder: string, name: string): FlatColumn => ({
  name,
  type: 'texts',
  of: row => (own(own(row, holder) as RowFields, name) as readonly RowFields[]).map(tag => `${tag.name}=${tag.value}`),
})

/** What a message says: its components that are text. */
const messageText: FlatColumn = {
  name: 'text',
  type: 'text',
  of: row =>
    (row.components as readonly { readonly data: RowFields }[])
      .map(({ data }) => data.text)
      .filter(text => text !== undefined)
      .join('\n'),
}

const inObject = (holder: string, name: string, column: string): FlatColumn => ({
  name: column,
  type: 'text',
  of: row => own((own(row, holder) ?? {}) as RowFields, name) ?? null,
})

/** The columns of each kind. */
export const FLAT_COLUMNS: Readonly<Record<ListedKind, readonly FlatColumn[]>> = {
  sessions: [
    ...fieldColumns('text', 'sessionId', 'botId', 'channel', 'userId'),
    ...fieldColumns('timestamp', 'start_time', 'end_time'),
    fieldColumn('texts', 'session_lang'),
    fieldColumn('text', 'sessionType'),
    fieldColumn('boolean', 'isDeveloper'),
    fieldColumn('text', 'sessionStatus'),
    tagColumn('tags', 'userTags'),
    tagColumn('tags', 'sessionTags'),
    ...fieldColumns('integer', 'noOfMessagesExchanged', 'noOfTasksExecuted'),
    fieldColumn('text', 'containmentType'),
  ],
  messages: [
    ...fieldColumns(
      'text',
      '_id',
      'botId',
      'orgId',
      'accountId',
      'sessionId',
      'type',
      'status',
      'createdBy',
      'lang',
      'chnl',
    ),
    ...fieldColumns('timestamp', 'createdOn', 'lmodifiedOn'),
    messageText,
    fieldColumn('json', 'components'),
    fieldColumn('text', 'tN'),
    ...fieldColumns('integer', 'isBB', 'ms', 'isD', 'sT'),
    tagColumn('tags', 'messageTags'),
    tagColumn('tags', 'userTags'),
    tagColumn('tags', 'sessionTags'),
  ],
  conversations: [
    ...fieldColumns('text', '_id', 'convId', 'botId', 'channelType'),
    fieldColumn('boolean', 'isExtAD'),
    fieldColumn('timestamp', 'startTime'),
    ...fieldColumns('text', 'experience', 'aaSessionId', 'aaUserId', 'mbSessionId', 'mbUserId'),
    ...fieldColumns('json', 'summaries', 'messages', 'widgetFeedbacks', 'searchHistory'),
    ...fieldColumns('texts', 'agenticAssistSessionIds', 'agenticSearchSessionIds'),
  ],
  segments: [
    ...fieldColumns('text', 'conversationID', 'botSessionID', 'channel', 'segmentID'),
    inObject('agent', 'agentId', 'agentId'),
    inObject('agent', 'name', 'agentName'),
    inObject('agent', 'email', 'agentEmail'),
    ...fieldColumns('timestamp', 'segmentStartTime', 'segmentEndTime'),
    fieldColumn('json', 'tags'),
    ...fieldColumns('json', 'agentActions', 'proActiveSuggestions'),
    ...fieldColumns('integer', 'countScrollUp', 'countScrollDn'),
    fieldColumn('boolean', 'isWelcomeMsgRead'),
    ...fieldColumns('json', 'linksClicked', 'playbookRuntimeData', 'coachingRuntimeData', 'summary', 'queueInfo'),
    fieldColumn('json', 'agenticActivities'),
  ],
  trend: [
    fieldColumn('text', 'botId'),
    fieldColumn('date', 'date'),
    ...fieldColumns('integer', 'uniqueUsers', 'newUsers', 'returningUsers'),
  ],
  labels: [
    fieldColumn('text', 'messageId'),
    fieldColumn('timestamp', 'createdOn'),
    ...fieldColumns('text', 'side', 'text'),
    fieldColumn('texts', 'acts'),
    fieldColumn('text', 'intent'),
    fieldColumn('json', 'slots'),
    fieldColumn('text', 'mood'),
    fieldColumn('texts', 'rules'),
  ],
}

interface Points {
  readonly dataPoints: readonly { readonly date: string; readonly users: number }[]
}

/** The flat rows of a row as the API gives it: an answer of the trend has one for each day. */
export function flatRows(kind: ListedKind, bot: string, row: RowFields): readonly RowFields[] {
  if (kind !== 'trend') return [row]
  const { uniqueUsersTrend, newUsersTrend, returningUsersTrend } = row as unknown as Readonly<Record<string, Points>>
  return uniqueUsersTrend!.dataPoints.map(({ date, users }, day) => ({
    botId: bot,
    date: new Date(`${date} UTC`).toISOString().slice(0, 10),
    uniqueUsers: users,
    newUsers: newUsersTrend!.dataPoints[day]!.users,
    returningUsers: returningUsersTrend!.dataPoints[day]!.users,
  }))
}
