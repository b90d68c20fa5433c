import t from 'tap'
import { composeLines, type LineWriter, linesOf, repeatLine } from '../../../src/world/dialogue/compose-lines.ts'

const say =
  (text: string): LineWriter =>
  () =>
    text
const said = (lines: readonly LineWriter[]): string => lines.map(line => line()).join(' ')
const ORDER = { leads: [say('lead1'), say('lead2')], main: say('main'), tails: [say('tail')], filler: say('fill') }

t.test('as many lines as messages: the main one first of all, then what follows it, then what leads to it', async t => {
  t.same(composeLines(0, ORDER), [])
  t.equal(said(composeLines(1, ORDER)), 'main')
  t.equal(said(composeLines(2, ORDER)), 'main tail')
  t.equal(said(composeLines(3, ORDER)), 'lead1 main tail')
  t.equal(said(composeLines(4, ORDER)), 'lead1 lead2 main tail')
  t.equal(said(composeLines(6, ORDER)), 'lead1 lead2 fill fill main tail')
})

t.test('without leads and tails the rest is filled', async t => {
  t.equal(said(composeLines(3, { main: say('main'), filler: say('fill') })), 'fill fill main')
})

t.test('a line for each message', async t => {
  t.equal(said(linesOf(3, i => say(`line${i}`))), 'line0 line1 line2')
  t.equal(said(repeatLine(2, say('again'))), 'again again')
  t.same(repeatLine(-1, say('never')), [])
})
