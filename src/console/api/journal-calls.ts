import type { components } from '../../contract/generated/admin-types.ts'
import type { Call } from './call.ts'

type JournalShapes = components['schemas']

export type JournalEntry = JournalShapes['Entry']
export type EntryDetails = JournalShapes['EntryDetails']
export type JournalPage = JournalShapes['JournalPage']
export type CorrectionAnswer = JournalShapes['Correction']

/** What a list of the journal is narrowed to by the mock. */
export interface JournalQuestion {
  readonly botId?: string | undefined
  readonly clientId?: string | undefined
  readonly testId?: string | undefined
  readonly exceptTestId?: string | undefined
  readonly status?: string | undefined
}

export const journalCall = (
  question: JournalQuestion,
  page: { skip?: number; limit?: number } = {},
): Call<JournalPage> => ({ method: 'GET', path: '/__admin/requests', query: { ...question, ...page }, face: 'admin' })

export const journalFileCall = (format: 'har' | 'pact', question: JournalQuestion): Call<object> => ({
  method: 'GET',
  path: '/__admin/requests',
  query: { ...question, format },
  face: 'admin',
})

export const forgetCall = (question: JournalQuestion): Call<{ removed: number }> => ({
  method: 'DELETE',
  path: '/__admin/requests',
  query: { ...question },
  face: 'admin',
})

export const eventsCall = (question: Pick<JournalQuestion, 'exceptTestId'>): Call<never> => ({
  method: 'GET',
  path: '/__admin/events',
  query: question,
  face: 'admin',
})

export const entryCall = (id: string): Call<EntryDetails> => ({
  method: 'GET',
  path: `/__admin/requests/${encodeURIComponent(id)}`,
  face: 'admin',
})

export const correctionCall = (id: string): Call<CorrectionAnswer> => ({
  method: 'GET',
  path: `/__admin/requests/${encodeURIComponent(id)}/correction`,
  face: 'admin',
})
