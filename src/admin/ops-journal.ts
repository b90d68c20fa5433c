import { operations } from '../contract/contract.ts'
import { nearestOperation } from '../contract/nearest-operation.ts'
import type { Entry } from '../control/control.ts'
import { type Criteria, meets } from '../control/criteria.ts'
import { pathOf } from '../control/read-exchange.ts'
import { say } from '../errors/catalogue.ts'
import { ownRefusal } from '../errors/own-refusal.ts'
import type { Mock } from '../mock/mock.ts'
import type { AdminAnswer, AdminTable } from './call.ts'
import { streamEvents } from './events.ts'
import { harOf } from './har.ts'
import { pactOf } from './pact.ts'
import { reportOf } from './report.ts'
import { detailsOf, summaryOf } from './shapes.ts'
import { versionOf } from './version.ts'

type JournalOperationNames =
  | 'listRequests'
  | 'deleteRequests'
  | 'findRequests'
  | 'countRequests'
  | 'listUnmatched'
  | 'getRequest'
  | 'streamEvents'
  | 'report'

/** What clients sent and got. */
export const journalOperations: Pick<AdminTable, JournalOperationNames> = {
  listRequests({ mock, query, sent, raw }) {
    const { format, skip, limit, consumer, ...filter } = query
    const found = entriesOf(mock, filter)
    if (format === 'json') return page(mock, found, skip, limit)
    // A file holds everything unless a page was asked for, in the order in which it happened.
    const entries = found.slice(skip, sent.has('limit') ? skip + limit : undefined).reverse()
    if (format === 'pact') {
      const body = pactOf(entries, { consumer, provider: 'Kore.ai' })
      return file(body, 'application/pact+json', 'kore-mock.pact.json')
    }
    const base = `http://${raw.request.headers.host ?? 'localhost'}`
    return file(harOf(entries, versionOf(), base), 'application/har+json', 'kore-mock.har')
  },

  deleteRequests({ mock, query, sent }) {
    return { body: { removed: mock.control.journal.clear(sent.size === 0 ? undefined : entry => meets(entry, query)) } }
  },

  findRequests({ mock, body: { skip, limit, ...criteria } }) {
    return page(mock, entriesOf(mock, criteria as Criteria), skip, limit)
  },

  countRequests({ mock, body }) {
    return { body: { count: entriesOf(mock, body as Criteria).length } }
  },

  listUnmatched({ mock, query: { skip, limit, ...filter } }) {
    const found = entriesOf(mock, filter).filter(({ exchange }) => exchange.op === undefined)
    const requests = found.slice(skip, skip + limit).map(entry => ({
      ...summaryOf(entry),
      nearest: nearestOperation(entry.exchange.method, pathOf(entry.exchange), operations),
    }))
    return { body: { total: found.length, requests, skip, limit } }
  },

  getRequest({ mock, path }) {
    const entry = mock.control.journal.find(path.id)
    if (entry === undefined)
      throw ownRefusal(404, say('KM_ADMIN_NO_ENTRY', {}), [{ property: 'path.id', message: missing(mock) }])
    return { body: detailsOf(entry) }
  },

  streamEvents,

  report({ mock, query }) {
    return { body: reportOf(entriesOf(mock, query).reverse(), operations, mock.control.journal.dropped) }
  },
}

/** Newest first. */
function entriesOf(mock: Mock, criteria: Criteria): Entry[] {
  return [...mock.control.journal.entries()].filter(entry => meets(entry, criteria))
}

function page(mock: Mock, found: readonly Entry[], skip: number, limit: number): AdminAnswer {
  const requests = found.slice(skip, skip + limit).map(summaryOf)
  return { body: { total: found.length, requests, skip, limit, dropped: mock.control.journal.dropped } }
}

function file(body: object, type: string, name: string): AdminAnswer {
  return { body, headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` } }
}

function missing({ control: { journal } }: Mock): string {
  const { entries } = journal.dropped
  const gone = entries === 0 ? '' : `; ${entries} older ones were dropped`
  return `is none of the ${journal.size} entries of the journal${gone}`
}
