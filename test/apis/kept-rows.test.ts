import t from 'tap'
import { KeptRows, keepText } from '../../src/apis/kept-rows.ts'
import { Memory } from '../../src/memory/memory.ts'
import { closesAt } from '../../src/world/settled.ts'
import { dayOfDate } from '../../src/world/time.ts'
import type { Bot } from '../../src/world/types.ts'
import { TEST_BOT, testWorld } from '../world/helper.ts'

const NUMBER = dayOfDate('2026-02-20')
const LATER = Date.parse('2026-03-20')

/** A day of a world that may keep so many bytes of rows. */
function dayWith(bytes: number, perDay = 60) {
  const bot = testWorld({ memory: new Memory(2 * bytes, { rows: 1, columns: 1 }), perDay }).bot(TEST_BOT) as Bot
  return bot.day(NUMBER)
}

t.test('a row that is over is kept, and not shown where the clock stands before its end', async t => {
  const day = dayWith(10_000_000)
  const shelf = new KeptRows().of(day, undefined)
  const over = closesAt(day, 3)
  t.equal(shelf.get(3, LATER), undefined)
  t.equal(String(keepText(shelf, 3, over - 1, 'too early')), 'too early', 'it is given, as it is now')
  t.equal(shelf.get(3, LATER), undefined, 'but a session under way is not kept')
  const bytes = keepText(shelf, 3, over, 'whole')
  t.equal(shelf.get(3, LATER), bytes)
  t.equal(shelf.get(3, over), bytes)
  t.equal(shelf.get(3, over - 1), undefined, 'the clock was set back')
  t.equal(shelf.get(4, LATER), undefined)
})

t.test('forms of a row, and kinds of rows, are kept apart', async t => {
  const day = dayWith(10_000_000)
  const rows = new KeptRows()
  keepText(rows.of(day, undefined, 1), 5, LATER, 'one')
  keepText(rows.of(day, undefined, 2), 5, LATER, 'two')
  t.equal(String(rows.of(day, undefined, 1).get(5, LATER)), 'one')
  t.equal(String(rows.of(day, undefined, 2).get(5, LATER)), 'two')
  t.equal(rows.of(day, undefined).get(5, LATER), undefined)
  t.equal(new KeptRows().of(day, undefined, 1).get(5, LATER), undefined)
})

t.test('all kinds share one room: what was not asked for goes when it is full', async t => {
  // Some 53 rows of 1,000 bytes, in groups of which each goes as a whole.
  const day = dayWith(60_000, 700)
  const sessions = new KeptRows().of(day, undefined)
  const others = new KeptRows().of(day, undefined)
  const text = 'x'.repeat(1000)
  const size = 15
  for (let row = 0; row < size; row++) keepText(sessions, row, LATER, text)
  for (let row = 0; row < size; row++) keepText(others, row, LATER, text)
  t.ok(sessions.get(0, LATER), 'there is room for both')
  for (let row = 256; row < 256 + 20; row++) keepText(others, row, LATER, text)
  t.ok(sessions.get(0, LATER), 'all of them are still there')
  for (let row = 512; row < 512 + 20; row++) keepText(others, row, LATER, text)
  t.ok(sessions.get(0, LATER), 'what was asked for in between is kept')
  t.equal(others.get(0, LATER), undefined, 'what nobody asked for has gone')
})

t.test('what is kept of a session may grow, and counts', async t => {
  const day = dayWith(60_000)
  const messages = new KeptRows<Buffer[]>().of(day, undefined)
  const sessions = new KeptRows().of(day, undefined)
  keepText(sessions, 0, LATER, 'x')
  const first = messages.keep(0, LATER, [Buffer.alloc(500)], 500)
  t.equal(messages.get(0, LATER), first)
  for (let i = 1; i < 120; i++) {
    first[i] = Buffer.alloc(500)
    messages.grow(0, 500)
  }
  t.equal(sessions.get(0, LATER), undefined, 'its growth has pushed out what nobody asked for')
})
