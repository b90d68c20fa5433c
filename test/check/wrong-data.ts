import { type Asked, refusal, type Told, type Wrong } from './bent.ts'

const isPage = ({ json }: Told, list: string) => Array.isArray(json?.[list])
const rows = (told: Told, list: string, bend: (row: Record<string, unknown>, index: number) => void) => {
  if (isPage(told, list)) told.json[list].forEach(bend)
}
/** Only the ordinary request asks for so many sessions. */
const isWide = (asked: Asked) => asked.body?.limit === 40
const isSecond = (asked: Asked) => asked.body?.skip === 20 && asked.body.limit === 20

/** What is wrong with good answers. */
export const wrongData: readonly Wrong[] = [
  {
    name: 'a missing field',
    only: 'getSessions',
    bend: (asked, told) => isWide(asked) && rows(told, 'sessions', (row, i) => i < 3 && delete row.channel),
    kind: 'fields',
    check: /./,
    found: /^missing \(\d times\)$/,
  },
  {
    name: 'an unknown field',
    only: 'getSessions',
    bend: (_, told) => rows(told, 'sessions', row => Object.assign(row.tags as object, { mood: 'Zufrieden' })),
    kind: 'fields',
    check: /./,
    found: /^unknown field mood/,
  },
  {
    name: 'an unknown field whose name is data',
    only: 'listConversations',
    bend: (_, told) => rows(told, 'results', row => Object.assign(row, { [String(row.mbUserId)]: 1 })),
    kind: 'fields',
    check: /./,
    found: /^unknown field \(a name that may be data\)/,
  },
  {
    name: 'a wrong type',
    only: 'getSessions',
    bend: (_, told) =>
      rows(told, 'sessions', row => Object.assign(row, { noOfTasksExecuted: `${row.noOfTasksExecuted}` })),
    kind: 'types',
    check: /./,
    found: /^string/,
  },
  {
    name: 'a wrong type deep inside',
    only: 'queryInteractions',
    bend: (_, told) => rows(told, 'data', row => Object.assign(row.agent as object, { agentId: 17 })),
    kind: 'types',
    check: /./,
    found: /^integer/,
  },
  {
    name: 'an unknown value of an enumeration',
    only: 'getSessions',
    bend: (asked, told) =>
      isWide(asked) && rows(told, 'sessions', (row, i) => i === 1 && Object.assign(row, { sessionStatus: 'geparkt' })),
    kind: 'enums',
    check: /./,
    found: 'another string',
  },
  {
    name: 'a time in another form',
    only: 'getSessions',
    bend: (_, told) =>
      rows(told, 'sessions', row => Object.assign(row, { end_time: String(row.end_time).replace('T', ' ') })),
    kind: 'format',
    check: /./,
    found: /^string of another form/,
  },
  {
    name: 'a wrong order',
    only: 'getSessions',
    bend: (_, told) => isPage(told, 'sessions') && told.json.sessions.reverse(),
    kind: 'order',
    check: 'by start_time, descending',
    found: /rows are not$/,
  },
  {
    name: 'a total that is too high',
    only: 'getSessions',
    bend: (_, told) => isPage(told, 'sessions') && told.json.total++,
    kind: 'paging',
    check: 'total',
    found: 'more than there are rows',
  },
  {
    name: 'a total that is too low',
    only: 'listConversations',
    bend: (_, told) => isPage(told, 'results') && told.json.totalResults--,
    kind: 'paging',
    check: 'total',
    found: 'less than there are rows',
  },
  {
    name: 'a total that is not the same on every page',
    only: 'getSessions',
    bend: (asked, told) => {
      if (isSecond(asked)) told.json.total += 2
    },
    kind: 'paging',
    check: 'total',
    found: 'not the same on every page',
  },
  {
    name: 'a more flag that never ends',
    only: 'getSessions',
    bend: (_, told) => isPage(told, 'sessions') && Object.assign(told.json, { moreAvailable: true }),
    kind: 'paging',
    check: 'more flag',
    found: 'true at the end',
  },
  {
    name: 'a more flag that ends too early, without a total',
    only: 'queryInteractions',
    bend: (_, told) => isPage(told, 'data') && Object.assign(told.json, { hasMore: false }),
    kind: 'paging',
    check: 'more flag',
    found: 'false although there is more',
  },
  {
    name: 'a page that repeats a row',
    only: 'getSessions',
    bend: async (asked, told, again) => {
      if (isSecond(asked)) told.json = (await again({ body: { ...asked.body, skip: 19 } })).json
    },
    kind: 'paging',
    check: 'next page',
    found: 'repeats 1 of 40 rows',
  },
  {
    name: 'a page that drops a row',
    only: 'getSessions',
    bend: async (asked, told, again) => {
      if (isSecond(asked)) told.json = (await again({ body: { ...asked.body, skip: 21 } })).json
    },
    kind: 'paging',
    check: 'next page',
    found: 'drops 1 of 40 rows',
  },
  {
    name: 'a page longer than asked for',
    only: 'listConversations',
    bend: async (asked, told, again) => {
      if (asked.body?.limit !== 10 || asked.body.page !== 1) return
      told.json.results = (await again({ body: { ...asked.body, limit: 11 } })).json.results
    },
    kind: 'paging',
    check: 'page size',
    found: '11 rows instead of 10',
  },
  {
    name: 'a page past the end that is refused',
    only: 'getAgenticHistory',
    bend: (asked, told) => {
      if (Number(asked.query.page) > 1 && told.json.results?.length === 0) {
        Object.assign(told, { status: 404, json: refusal(404, 'Not Found') })
      }
    },
    kind: 'paging',
    check: 'pages',
    found: '404 "Not Found"',
  },
  {
    name: 'a skip that counts pages',
    only: 'listConversations',
    bend: (asked, told) => {
      if (isPage(told, 'results')) told.json.skip = Number(asked.body?.page) - 1
    },
    kind: 'paging',
    check: 'echo',
    found: 'another skip',
  },
  {
    name: 'a number of pages rounded down',
    only: 'listConversations',
    bend: (_, told) => {
      if (isPage(told, 'results')) told.json.totalPages = Math.floor(told.json.totalResults / told.json.limit)
    },
    kind: 'paging',
    check: 'page count',
    found: 'another number',
  },
  {
    name: 'a number of results that is a grand total',
    only: 'listInteractions',
    bend: (_, told) => {
      if (isPage(told, 'data')) told.json.numResults += 500
    },
    kind: 'paging',
    check: 'count',
    found: 'not the number of rows',
  },
  {
    name: 'a filter that is not heeded',
    only: 'getSessions',
    bend: async (asked, told, again) => {
      if (asked.query.containmentType === 'agent') Object.assign(told, await again({ query: {} }))
    },
    kind: 'filter',
    check: 'query.containmentType',
    found: /rows with another$/,
  },
  {
    name: 'rows outside the range',
    only: 'getSessions',
    bend: (_, told) =>
      rows(told, 'sessions', row => {
        row.start_time = new Date(Date.parse(String(row.start_time)) - 30 * 86_400_000).toISOString()
      }),
    kind: 'filter',
    check: 'range of days',
    found: '40 of 40 rows outside',
  },
  {
    name: 'a documented value that is refused',
    only: 'getUserEngagementTrend',
    bend: (asked, told) => {
      if (asked.query.conversationType === 'Non Interactive') {
        Object.assign(told, { status: 412, json: refusal(412, 'Validation errors/ Invalid arguments') })
      }
    },
    kind: 'status',
    check: 'query.conversationType',
    found: '412 "Validation errors/ Invalid arguments" for Non Interactive',
  },
  {
    name: 'a path that is not there',
    only: 'getSessions',
    bend: (asked, told) => {
      if (asked.path.includes('/stream/')) Object.assign(told, { status: 404, json: refusal(404, 'Not Found') })
    },
    kind: 'status',
    check: /^also at/,
    found: '404 "Not Found"',
  },
  {
    name: 'a trend without its empty days',
    only: 'getUserEngagementTrend',
    bend: (_, told) => void told.json.newUsersTrend?.dataPoints.pop(),
    kind: 'sums',
    check: 'days',
    found: '6 points for 7 days',
  },
  {
    name: 'averages of something else',
    only: 'getUserEngagementTrend',
    bend: (_, told) => {
      if (told.json.summary !== undefined) told.json.summary.avgNewUsersPerDay += 1
    },
    kind: 'sums',
    check: 'averages',
    found: 'avgNewUsersPerDay is another number',
  },
  {
    name: 'days without their hours',
    only: 'getUserEngagementTrendV1',
    bend: (asked, told) => {
      if (asked.query.aggregation_type !== 'hourly') return
      for (const point of told.json.results) delete point['3 - 4']
    },
    kind: 'sums',
    check: 'buckets',
    found: 'not so on 7 of 7 days',
  },
  {
    name: 'a widget with rows of other columns',
    only: 'getWidgetData',
    bend: (_, told) => {
      const rows = told.json.queryResponse?.queryResponse
      if (rows !== undefined) rows[0] = { Kunde: 'Erika Mustermann' }
    },
    kind: 'sums',
    check: 'columns',
    found: /^other keys in 1 of \d rows$/,
  },
]
