import fc from 'fast-check'
import t from 'tap'
import { detailsOf, summaryOf } from '../../src/admin/shapes.ts'
import { CONSOLE_TEST_ID } from '../../src/control/console-share.ts'
import { Journal } from '../../src/control/journal.ts'
import { runs } from '../long.ts'
import { fakeCall } from './fakes.ts'

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJhcHBJZCI6ImNzLTEifQ.c2lnbmF0dXJl'
const ids = (journal: Journal) => [...journal.entries()].map(entry => entry.exchange.requestId)

t.test('keeps the newest, says what it dropped', async t => {
  const journal = new Journal({ entries: 3 })
  for (const requestId of ['a', 'b', 'c', 'd', 'e']) journal.add(fakeCall({ requestId }))
  t.same(ids(journal), ['e', 'd', 'c'])
  t.equal(journal.dropped.entries, 2)
  t.ok(journal.dropped.bytes >= 2 * 1024)
  t.equal(journal.find('r-1'), undefined)
  t.equal(journal.find('r-4')?.exchange.requestId, 'd')
  t.equal(journal.find('e')?.number, 5, 'by X-Request-Id too')
  t.equal(journal.clear(), 3)
  t.equal(journal.dropped.entries, 0)
  journal.add(fakeCall({ requestId: 'f' }))
  t.equal(journal.find('f')?.number, 6, 'numbers go on')
})

t.test('of none, and of no bytes, none is kept', async t => {
  for (const bounds of [{ entries: 0 }, { bytes: 0 }, { entries: 0, bytes: 0 }]) {
    const journal = new Journal(bounds)
    const heard: number[] = []
    journal.subscribe(({ number }) => void heard.push(number))
    for (const requestId of ['a', 'b']) journal.add(fakeCall({ requestId }))
    t.same([ids(journal), journal.size, journal.bytes, journal.entryLimit], [[], 0, 0, 0])
    t.equal(journal.dropped.entries, 2)
    t.same(heard, [1, 2], 'who listens hears of all')
    t.equal(journal.find('r-1'), undefined)
    t.same(journal.handOver(() => true).exchanges, [])
    t.equal(journal.clear(), 0)
    t.equal(journal.dropped.entries, 0)
  }
})

t.test('is bounded in bytes', async t => {
  const journal = new Journal({ bytes: 20_000 })
  const big = 'x'.repeat(5_000)
  for (let i = 0; i < 10; i += 1) journal.add(fakeCall({ requestId: `${i}`, answer: big }))
  t.same(ids(journal), ['9', '8', '7'])
  t.ok(journal.bytes <= 20_000)
  journal.add(fakeCall({ requestId: 'huge', answer: 'x'.repeat(50_000) }))
  t.same(ids(journal), ['huge'], 'one that is larger than the bound is there while it is the latest')
  journal.add(fakeCall({ requestId: 'next' }))
  t.same(ids(journal), ['next'])
})

t.test('what the console asks takes a tenth at most, and pushes no client out', async t => {
  const journal = new Journal({ entries: 40 })
  const console = (requestId: string) => fakeCall({ requestId, testId: CONSOLE_TEST_ID })
  for (let i = 0; i < 30; i += 1) journal.add(i % 3 === 2 ? fakeCall({ requestId: `client-${i}` }) : console(`${i}`))
  t.same(ids(journal), [
    'client-29',
    '28',
    '27',
    'client-26',
    '25',
    '24',
    ...[23, 20, 17, 14, 11, 8, 5, 2].map(i => `client-${i}`),
  ])
  t.equal(journal.find('r-27')?.exchange.requestId, 'client-26', 'each keeps its number')
  t.equal(journal.dropped.entries, 0, 'nobody misses those that went')
  for (let i = 30; i < 70; i += 1) journal.add(fakeCall({ requestId: `client-${i}` }))
  t.same(
    ids(journal),
    Array.from({ length: 40 }, (_, i) => `client-${69 - i}`),
  )
  for (let i = 0; i < 100; i += 1) journal.add(console(`${i}`))
  t.same(ids(journal).slice(0, 5), ['99', '98', '97', '96', 'client-69'])
  t.equal(journal.size, 40)
})

t.test('in bytes, too; the newest of the console stays, however long it is', async t => {
  const journal = new Journal({ bytes: 100_000 })
  journal.add(fakeCall({ requestId: 'client' }))
  const long = (requestId: string, length: number) =>
    fakeCall({ requestId, testId: CONSOLE_TEST_ID, answer: 'x'.repeat(length) })
  for (let i = 0; i < 20; i += 1) journal.add(long(`${i}`, 3_000))
  t.same(ids(journal), ['19', '18', 'client'])
  journal.add(long('longer', 50_000))
  t.same(ids(journal), ['longer', 'client'])
  t.equal(
    journal.clear(({ exchange }) => exchange.requestId === 'client'),
    1,
  )
  journal.add(long('next', 1))
  t.same(ids(journal), ['next'], 'what stays after a part was removed is counted as before')
})

t.test('as a plain list would keep them', t => {
  const sent = fc.array(fc.record({ isOwn: fc.boolean(), length: fc.integer({ min: 0, max: 4_000 }) }), {
    maxLength: 120,
  })
  fc.assert(
    fc.property(sent, all => {
      const journal = new Journal({ entries: 30, bytes: 60_000 })
      let kept: { id: string; isOwn: boolean; bytes: number }[] = []
      const bytesOf = (list: typeof kept) => list.reduce((sum, { bytes }) => sum + bytes, 0)
      for (const [i, { isOwn, length }] of all.entries()) {
        journal.add(
          fakeCall({ requestId: `${i}`, answer: 'x'.repeat(length), ...(isOwn && { testId: CONSOLE_TEST_ID }) }),
        )
        kept.push({ id: `${i}`, isOwn, bytes: 1_024 + length })
        for (let own = kept.filter(one => one.isOwn); own.length > 1; own = kept.filter(one => one.isOwn)) {
          if (own.length <= 3 && bytesOf(own) <= 6_000) break
          kept = kept.filter(one => one !== own[0])
        }
        while (kept.length > 30 || (bytesOf(kept) > 60_000 && kept.length > 1)) kept.shift()
      }
      t.same(ids(journal), kept.map(({ id }) => id).reverse())
      t.equal(journal.bytes, bytesOf(kept))
      for (const { id } of kept) t.equal(journal.find(`r-${Number(id) + 1}`)?.exchange.requestId, id)
    }),
    { seed: 7, numRuns: runs(60) },
  )
  t.end()
})

t.test('forgets one test and keeps the others in order', async t => {
  const journal = new Journal({ entries: 4 })
  for (const [i, testId] of ['a', 'b', 'a', 'b', 'a', 'b'].entries())
    journal.add(fakeCall({ requestId: `${i}`, testId }))
  t.same(ids(journal), ['5', '4', '3', '2'])
  t.equal(
    journal.clear(({ exchange }) => exchange.controlHeaders.testId === 'a'),
    2,
  )
  t.same(ids(journal), ['5', '3'])
  t.equal(journal.dropped.entries, 2)
  for (const requestId of ['6', '7', '8']) journal.add(fakeCall({ requestId }))
  t.same(ids(journal), ['8', '7', '6', '5'])
  t.equal(journal.find('r-6')?.exchange.requestId, '5', 'numbers stay')
})

t.test('hands over the eldest, up to so many bytes and at least one', async t => {
  const journal = new Journal({ entries: 5 })
  const answers = ['dropped', ...['a', 'b', 'c', 'd', 'e'].map(id => id.repeat(2_000))]
  for (const [i, answer] of answers.entries()) journal.add(fakeCall({ requestId: `${i}`, answer }))
  const given = (...args: Parameters<Journal['handOver']>) => {
    const { exchanges, dropped, isAll } = journal.handOver(...args)
    return [exchanges.map(({ requestId }) => requestId), dropped.entries, isAll]
  }
  t.same(
    given(() => true, 7_000),
    [['1', '2'], 1, false],
  )
  t.same(
    given(() => true, 10),
    [['3'], 0, false],
  )
  t.same(
    given(({ requestId }) => requestId === '5'),
    [['5'], 0, true],
  )
  t.same(
    given(() => true, 7_000),
    [['4'], 0, true],
  )
  t.same(
    given(() => true),
    [[], 0, true],
  )
  t.equal(journal.bytes, 0)
})

t.test('tells subscribers until they leave', async t => {
  const journal = new Journal()
  const heard: string[] = []
  const leave = journal.subscribe(entry => heard.push(`${entry.number} ${entry.exchange.requestId}`))
  journal.add(fakeCall({ requestId: 'a' }))
  leave()
  journal.add(fakeCall({ requestId: 'b' }))
  t.same(heard, ['1 a'])
})

t.test('a line has the printed fields', async t => {
  const journal = new Journal()
  journal.add(
    fakeCall({ clientId: 'cs-1', testId: 'a', status: 412, violations: [{ property: 'body.limit', message: 'x' }] }),
  )
  t.same([...journal.entries()].map(summaryOf), [
    {
      id: 'r-1',
      at: '2026-03-01T09:00:00.000Z',
      method: 'POST',
      path: '/api/public/bot/st-1/getSessions',
      operationId: 'getSessions',
      botId: 'st-1',
      clientId: 'cs-1',
      testId: 'a',
      status: 412,
      bytes: 15,
      durationMs: 1.235,
      violations: [{ property: 'body.limit', message: 'x' }],
      fault: null,
    },
  ])
})

t.test('an exchange in full, its secrets blanked', async t => {
  const journal = new Journal()
  journal.add(
    fakeCall({
      url: '/api/public/bot/st-1/getSessions?a=1&a=2&api_key=k',
      headers: { auth: `Bearer ${token}`, authorization: 'Basic abc', cookie: 'c', accountid: '5f' },
      body: { clientSecret: 's3cret', note: `see ${token}`, list: [{ password: 'p' }], limit: 3 },
      answer: { sessions: [1] },
    }),
  )
  const details = detailsOf(journal.find('r-1')!)
  t.same(details.request, {
    url: '/api/public/bot/st-1/getSessions?a=1&a=2&api_key=***',
    query: { a: ['1', '2'], api_key: '***' },
    headers: {
      auth: 'Bearer eyJhbGciOiJIUzI1NiJ9.eyJhcHBJZCI6ImNzLTEifQ.***',
      authorization: '***',
      cookie: '***',
      accountid: '5f',
    },
    body: {
      clientSecret: '***',
      note: 'see eyJhbGciOiJIUzI1NiJ9.eyJhcHBJZCI6ImNzLTEifQ.***',
      list: [{ password: '***' }],
      limit: 3,
    },
  })
  t.same(details.response.body, { sessions: [1] })
  t.notMatch(JSON.stringify(details), /c2lnbmF0dXJl|s3cret/)
})

t.test('what is no JSON is shown as text, nothing as null', async t => {
  const journal = new Journal()
  journal.add(fakeCall({ body: '{"limit": 1', answer: 'plain' }))
  journal.add(fakeCall({}))
  t.equal(detailsOf(journal.find('r-1')!).request.body, '{"limit": 1')
  t.equal(detailsOf(journal.find('r-1')!).response.body, 'plain')
  t.equal(detailsOf(journal.find('r-2')!).request.body, null)
})

t.test('of 100 processes that ended it tells one by one what went with them', async t => {
  const journal = new Journal()
  for (let process = 0; process <= 100; process += 1) journal.loseWith({ process, entries: 1 })
  const { lost = [] } = journal.dropped
  t.equal(lost.length, 100)
  t.same([lost[0]?.process, lost.at(-1)?.process], [1, 100], 'the eldest is forgotten')
})
