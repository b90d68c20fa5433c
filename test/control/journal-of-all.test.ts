import fc from 'fast-check'
import t from 'tap'
import { CONSOLE_TEST_ID } from '../../src/control/console-share.ts'
import type { JournalControl } from '../../src/control/control.ts'
import { controlOfKind, everyKind } from '../kinds.ts'
import { runs } from '../long.ts'
import { type FakeCall, fakeCall } from './fakes.ts'

/* What is true of a journal however many processes write it: in memory, of two workers, of three replicas. */

const ids = (journal: JournalControl) => [...journal.entries()].map(entry => entry.exchange.requestId)
const names = (...numbers: readonly number[]) => numbers.map(String)

/** Exchanges of which each left a millisecond after the one before, all of them some time ago. */
function exchanges() {
  const began = performance.now() - 10_000
  let count = 0
  return (given: FakeCall = {}) => {
    const exchange = fakeCall(given)
    Object.assign(exchange, { startedAt: began + count++, durationMs: 0 })
    return exchange
  }
}

everyKind(t, 'the newest are kept, in the order in which they left, and what went is counted', async (t, kind) => {
  const control = await controlOfKind(t, kind, { journal: { entries: 3 } })
  const make = exchanges()
  for (const requestId of names(1, 2, 3, 4, 5)) control.add(make({ requestId }))
  for (let i = 0; i < 3; i++) {
    const journal = await control.journal()
    t.same(ids(journal), names(5, 4, 3))
    t.equal(journal.size, 3)
    t.equal(journal.dropped.entries, 2)
    t.ok(journal.dropped.bytes >= 2 * 1024)
    const [latest] = [...journal.entries()]
    t.equal(journal.find(`r-${latest?.number}`)?.exchange.requestId, '5')
    t.equal(journal.find('4')?.exchange.requestId, '4', 'by X-Request-Id too')
    t.equal(journal.find('1'), undefined)
  }
  t.equal(await control.change(({ journal }) => journal.clear()), 3)
  const emptied = await control.journal()
  t.same([ids(emptied), emptied.size, emptied.bytes, emptied.dropped.entries], [[], 0, 0, 0])
  control.add(make({ requestId: '6' }))
  const [after] = [...(await control.journal()).entries()]
  t.ok(after !== undefined && after.number > 3, 'numbers go on')
})

everyKind(t, 'of none, and of no bytes, none is kept', async (t, kind) => {
  for (const bounds of [{ entries: 0 }, { bytes: 0 }, { entries: 0, bytes: 0 }]) {
    const control = await controlOfKind(t, kind, { journal: bounds })
    const make = exchanges()
    for (const requestId of ['a', 'b']) control.add(make({ requestId }))
    const journal = await control.journal()
    t.same([ids(journal), journal.size, journal.bytes, journal.entryLimit], [[], 0, 0, 0])
    t.equal(journal.dropped.entries, 2)
    t.equal(await control.change(one => one.journal.clear()), 0)
  }
})

everyKind(t, 'is bounded in bytes; the latest stays, however long it is', async (t, kind) => {
  const control = await controlOfKind(t, kind, { journal: { bytes: 20_000 } })
  const make = exchanges()
  const add = (requestId: string, length: number) => control.add(make({ requestId, answer: 'x'.repeat(length) }))
  for (let i = 0; i < 10; i += 1) add(`${i}`, 5_000)
  const journal = await control.journal()
  t.same(ids(journal), names(9, 8, 7))
  t.ok(journal.bytes <= 20_000)
  add('huge', 50_000)
  t.same(ids(await control.journal()), ['huge'])
  add('next', 1)
  t.same(ids(await control.journal()), ['next'])
})

everyKind(
  t,
  'what the console asks takes a tenth at most, and pushes no client out: decision D402',
  async (t, kind) => {
    const control = await controlOfKind(t, kind, { journal: { entries: 40 } })
    const make = exchanges()
    const add = (requestId: string, testId?: string) => control.add(make({ requestId, ...(testId && { testId }) }))
    for (let i = 0; i < 30; i += 1) add(`${i}`, i % 3 === 2 ? 'mine' : CONSOLE_TEST_ID)
    const isClient = (i: number) => i % 3 === 2
    const expected = names(...Array.from({ length: 30 }, (_, i) => 29 - i).filter(i => isClient(i) || i >= 24))
    for (let i = 0; i < 3; i++) t.same(ids(await control.journal()), expected)
    t.equal((await control.journal()).dropped.entries, 0, 'nobody misses those that went')
    for (let i = 0; i < 100; i += 1) add(`c${i}`, CONSOLE_TEST_ID)
    const journal = await control.journal()
    t.same(ids(journal).slice(0, 5), ['c99', 'c98', 'c97', 'c96', '29'])
    t.equal(journal.size, 14)
  },
)

everyKind(t, 'nor while nobody reads, however little by little it asks', async (t, kind) => {
  const control = await controlOfKind(t, kind, { journal: { entries: 20 } })
  const make = exchanges()
  for (let i = 0; i < 8; i += 1) control.add(make({ requestId: `client-${i}` }))
  for (let i = 0; i < 40; i += 1) {
    control.add(make({ requestId: `${i}`, testId: CONSOLE_TEST_ID }))
    // A replica sends what it has every 50 ms.
    if (i % 4 === 3) await new Promise(done => setTimeout(done, kind === 'store' ? 60 : 1))
  }
  const journal = await control.journal()
  t.same(ids(journal), ['39', '38', ...Array.from({ length: 8 }, (_, i) => `client-${7 - i}`)])
  t.equal(journal.dropped.entries, 0)
})

everyKind(t, 'as a plain list would keep them', async (t, kind) => {
  const sent = fc.array(fc.record({ isOwn: fc.boolean(), length: fc.integer({ min: 0, max: 4_000 }) }), {
    maxLength: 60,
  })
  for (const all of fc.sample(sent, { seed: 7, numRuns: kind === 'memory' ? runs(30) : runs(6) })) {
    const control = await controlOfKind(t, kind, { journal: { entries: 20, bytes: 40_000 } })
    const make = exchanges()
    let kept: { id: string; isOwn: boolean; bytes: number }[] = []
    const bytesOf = (list: typeof kept) => list.reduce((sum, { bytes }) => sum + bytes, 0)
    for (const [i, { isOwn, length }] of all.entries()) {
      const answer = 'x'.repeat(length)
      control.add(make({ requestId: `${i}`, answer, ...(isOwn && { testId: CONSOLE_TEST_ID }) }))
      // Read one by one, so that all kinds have the same to say of what goes first.
      const journal = await control.journal()
      kept.push({ id: `${i}`, isOwn, bytes: 1_024 + length })
      for (let own = kept.filter(one => one.isOwn); own.length > 1; own = kept.filter(one => one.isOwn)) {
        if (own.length <= 2 && bytesOf(own) <= 4_000) break
        kept = kept.filter(one => one !== own[0])
      }
      while (kept.length > 20 || (bytesOf(kept) > 40_000 && kept.length > 1)) kept.shift()
      if (
        ids(journal).join() !==
        kept
          .map(({ id }) => id)
          .reverse()
          .join()
      ) {
        t.same(ids(journal), kept.map(({ id }) => id).reverse())
        return
      }
      if (journal.bytes !== bytesOf(kept)) t.equal(journal.bytes, bytesOf(kept))
    }
    t.pass(`${all.length} exchanges`)
  }
})

everyKind(t, 'forgets one test and keeps the others in order', async (t, kind) => {
  const control = await controlOfKind(t, kind, { journal: { entries: 4 } })
  const make = exchanges()
  for (const [i, testId] of ['a', 'b', 'a', 'b', 'a', 'b'].entries()) control.add(make({ requestId: `${i}`, testId }))
  const before = [...(await control.journal()).entries()]
  t.same(
    before.map(({ exchange }) => exchange.requestId),
    names(5, 4, 3, 2),
  )
  const ofTest =
    (testId: string) => (control: { readonly exchange: { readonly controlHeaders: { testId?: string } } }) =>
      control.exchange.controlHeaders.testId === testId
  t.equal(await control.change(({ journal }) => journal.clear(ofTest('a') as never)), 2)
  for (let i = 0; i < 3; i++) {
    const journal = await control.journal()
    t.same(ids(journal), names(5, 3))
    t.equal(journal.dropped.entries, 2)
  }
  for (const requestId of names(6, 7, 8)) control.add(make({ requestId }))
  const journal = await control.journal()
  t.same(ids(journal), names(8, 7, 6, 5))
  t.equal(journal.find('5')?.number, before[0]?.number, 'numbers stay')
})

everyKind(t, 'a reset for one test id takes its entries, one of all takes all', async (t, kind) => {
  const control = await controlOfKind(t, kind)
  const make = exchanges()
  for (const [i, testId] of ['a', 'b', 'a'].entries()) control.add(make({ requestId: `${i}`, testId }))
  await control.journal()
  await control.change(one => one.reset('a'))
  t.same(ids(await control.journal()), ['1'])
  await control.change(one => one.reset())
  t.same(ids(await control.journal()), [])
})

everyKind(
  t,
  'who subscribes hears of all, whichever process they left, each once, until it leaves',
  async (t, kind) => {
    const control = await controlOfKind(t, kind)
    const make = exchanges()
    const heard: string[] = []
    const admin = control.admin
    const leave = admin.journal.subscribe(({ exchange }) => heard.push(exchange.requestId))
    for (const requestId of names(1, 2, 3, 4, 5, 6)) control.add(make({ requestId }))
    while (heard.length < 6) {
      await admin.gather()
      await new Promise(done => setTimeout(done, 5))
    }
    t.same(heard, names(1, 2, 3, 4, 5, 6))
    leave()
    control.add(make({ requestId: 'late' }))
    await admin.gather()
    t.equal(heard.length, 6)
  },
)
