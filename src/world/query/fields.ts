import type { WidgetSpec } from '../spec.ts'

export type DataSet = WidgetSpec['dataSet']

/** One field of a data set (facts 10.5). */
export interface Field {
  /** As the vendor writes it; queries may write it in any case (facts 11.33). */
  readonly name: string
  readonly type: 'string' | 'number' | 'date'
  /** All values there are; a query may name them in any case. */
  readonly values?: readonly string[]
}

const text = (...names: readonly string[]): Field[] => names.map(name => ({ name, type: 'string' }))
const oneOf = (name: string, ...values: readonly string[]): Field => ({ name, type: 'string', values })

const COMMON: readonly Field[] = [
  ...text('channel', 'language', 'userId'),
  oneOf('isDeveloper', 'exclude', 'include'),
  { name: 'timestampvalue', type: 'number' },
  { name: 'date', type: 'date' },
]

/** Fields by data set. */
export const FIELDS: Readonly<Record<DataSet, readonly Field[]>> = {
  Analytics: [
    ...COMMON,
    oneOf('metricType', 'successtasks', 'successintents', 'failedtasks', 'failedintents', 'unhandledutterances'),
    oneOf(
      'eventtype',
      'analyze',
      'sentiment',
      'tone',
      'entityretry',
      'confirmationretry',
      'onconnect',
      'endofconversation',
      'debuglog',
      'welcome',
      'telegramwelcomeevent',
      'facebookwelcomeevent',
      'telephonywelcomeeven',
      'standardresponseinterruption',
      'messagenodeinterruption',
      'optionalentity',
      'scriptfailure',
      'servicefailure',
      'agenttransfer',
    ),
    ...text('nodename', 'linkedbotname', 'botname', 'taskName', 'failurereason', 'failurepoint'),
    oneOf('nodetype', 'confirmation', 'entity'),
    oneOf('taskType', 'Dialog', 'Action', 'Alert', 'FAQ', 'Small Talk', 'Answer from Document'),
    oneOf('trainingStatus', 'true', 'false'),
    oneOf('pinStatus', 'true', 'false'),
    oneOf('matchType', 'true', 'false'),
    ...text('sessionId', 'channeluserid'),
  ],
  Messages: [...COMMON, oneOf('messagetype', 'incoming', 'outgoing'), ...text('messageId', 'sessionId', 'username')],
  Sessions: [
    ...COMMON,
    oneOf('sessionstatus', 'active', 'closed'),
    oneOf('sessiontype', 'Interactive', 'Non-interactive'),
    oneOf('containment_type', 'dropOff', 'selfService', 'agent'),
    ...text('streamid', 'sessionid', 'username'),
  ],
}

/** The field of a name in any case; undefined: the data set has none. */
export function fieldOf(dataSet: DataSet, name: string): Field | undefined {
  const wanted = name.toLowerCase()
  return FIELDS[dataSet].find(field => field.name.toLowerCase() === wanted)
}
