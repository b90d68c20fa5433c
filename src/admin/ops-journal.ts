import { operations } from '../contract/contract.ts'
import { howMany } from '../contract/how-many.ts'
import type { Entry } from '../control/control.ts'
import { type Criteria, meets } from '../control/criteria.ts'
import { entryId } from '../control/journal.ts'
import { say } from '../errors/catalogue.ts'
import { ownRefusal } from '../errors/own-refusal.ts'
import { nearestOf } from '../http/unmatched.ts'
import type { Mock } from '../mock/mock.ts'
import type { AdminAnswer, AdminTable } from './call.ts'
import { streamEvents } from './events.ts'
import { harOf } from './har.ts'
import { pactOf } from './pact.ts'
import { type Chosen, chosen, jsonInSteps, jsonOrUnreadable, visitInTurns, withList } from './pieces.ts'
import { Reporter } from './report.ts'
import { detailsOf, shownNearest, summaryOf, unreadableDetails, unreadableSummary } from './shapes.ts'
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
  async listRequests({ mock, query, sent, raw }) {
    const { format, skip, limit, consumer, ...filter } = query
    const all = await entriesOf(mock, filter)
    if (format === 'json') return page(mock, all, skip, limit)
    const { found } = all
    // A file holds everything unless a page was asked for, in the order in which it happened.
    const entries = found.slice(skip, sent.has('limit') ? skip + limit : undefined).reverse()
    if (format === 'pact') {
      const body = pactOf(entries, { consumer, provider: 'Kore.ai' }, mock.stretches)
      return file(body, 'application/pact+json', 'kore-mock.pact.json')
    }
    const base = `http://${raw.request.headers.host ?? 'localhost'}`
    return file(
      harOf(entries, { creator: versionOf(), base, stretches: mock.stretches }),
      'application/har+json',
      'kore-mock.har',
    )
  },

  async deleteRequests({ mock, query, sent }) {
    return {
      body: { removed: await mock.control.journal.clear(sent.size === 0 ? undefined : entry => meets(entry, query)) },
    }
  },

  async findRequests({ mock, callerTestId, body: { skip, limit, ...criteria } }) {
    return page(mock, await entriesOf(mock, { testId: callerTestId, ...(criteria as Criteria) }), skip, limit)
  },

  async countRequests({ mock, callerTestId, body }) {
    const { found, unsure } = await entriesOf(mock, { testId: callerTestId, ...(body as Criteria) })
    return { body: { count: found.length, ...unsureIn(unsure) } }
  },

  async listUnmatched({ mock, query: { skip, limit, ...filter } }) {
    const { found, unsure } = await chosen(
      mock.control.journal.entries(),
      e => e.exchange.op === undefined && meets(e, filter),
    )
    const body = withList(`{"total":${found.length},"requests":[`, found.slice(skip, skip + limit), {
      text: entry => jsonOrUnreadable(entry, unmatchedLine, unreadableLine),
      tail: () => `],${afterList({ skip, limit, ...unsureIn(unsure) })}`,
    })
    return { body }
  },

  async getRequest({ mock, path }) {
    const entry = entryOf(mock, path.id)
    return { body: await jsonInSteps(mock.stretches, entry, detailsOf, unreadableDetails) }
  },

  streamEvents,

  async report({ mock, query }) {
    const { found } = await entriesOf(mock, query)
    const reporter = new Reporter(operations)
    await visitInTurns(found.reverse(), entry => reporter.add(entry))
    return { body: reporter.report(mock.control.journal.dropped) }
  },
}

/** The entry of an id. @throws Refusal where there is none. */
export function entryOf(mock: Mock, id: string): Entry {
  const entry = mock.control.journal.find(id)
  if (entry !== undefined) return entry
  throw ownRefusal(404, say('KM_ADMIN_NO_ENTRY', {}), [{ property: 'path.id', message: noEntry(mock) }])
}

/** Newest first. */
function entriesOf(mock: Mock, criteria: Criteria): Promise<Chosen<Entry>> {
  return chosen(mock.control.journal.entries(), entry => meets(entry, criteria))
}

function page(mock: Mock, { found, unsure }: Chosen<Entry>, skip: number, limit: number): AdminAnswer {
  const { dropped } = mock.control.journal
  const body = withList(`{"total":${found.length},"requests":[`, found.slice(skip, skip + limit), {
    text: entry => jsonOrUnreadable(entry, summaryOf, unreadableSummary),
    tail: () => `],${afterList({ skip, limit, dropped, ...unsureIn(unsure) })}`,
  })
  return { body }
}

/** What stands behind the list. */
const afterList = (rest: object) => JSON.stringify(rest).slice(1)

/** Entries of which it is not known whether they meet the criteria; nothing: there is none. */
function unsureIn(unsure: Chosen<Entry>['unsure']): object {
  return unsure.length === 0 ? {} : { unsure: unsure.map(({ item, why }) => ({ id: entryId(item.number), why })) }
}

const unmatchedLine = (entry: Entry) => ({ ...summaryOf(entry), nearest: shownNearest(nearestOf(entry.exchange)) })
const unreadableLine = (entry: Entry, why: string) => ({ ...unreadableSummary(entry, why), nearest: null })

function file(body: AsyncIterable<string>, type: string, name: string): AdminAnswer {
  return { body, headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` } }
}

function noEntry({ control: { journal } }: Mock): string {
  const { entries, lost = [] } = journal.dropped
  const gone = entries === 0 ? '' : `; ${entries === 1 ? '1 older one was' : `${entries} older ones were`} dropped`
  const ended = lost
    .map(({ process, entries }) => `; ${entries} ${entries === 1 ? 'was' : 'were'} lost with process ${process}`)
    .join('')
  return `is none of the ${howMany(journal.size, 'entry', 'entries')} of the journal${gone}${ended}`
}
