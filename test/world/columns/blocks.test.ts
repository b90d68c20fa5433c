import t from 'tap'
import { BLOCK_BITS, Blocks, blockStream } from '../../../src/world/columns/blocks.ts'
import { stream } from '../../../src/world/random.ts'

const ROWS = 2 ** BLOCK_BITS

/** Blocks that note what they were asked to fill. */
function noting(rows: number, part?: number) {
  const filled: string[] = []
  const blocks = new Blocks(
    { name: 'columns' },
    {
      rows,
      part,
      fill: (_, { index, lo, hi }) => {
        filled.push(`${index}: ${lo}-${hi}`)
      },
      kept: () => {
        if (breaks.isDue) throw new Error('a break')
      },
    },
  )
  const breaks = { isDue: false }
  return { blocks, filled, breaks }
}

t.test('a block is filled when a row of it is asked for, and only then', async t => {
  for (const [lo, hi, expected] of [
    [0, 0, []],
    [0, 1, [`0: 0-${ROWS}`]],
    [ROWS - 1, ROWS, [`0: 0-${ROWS}`]],
    [ROWS, ROWS + 1, [`1: ${ROWS}-${2 * ROWS}`]],
    [ROWS - 1, ROWS + 1, [`0: 0-${ROWS}`, `1: ${ROWS}-${2 * ROWS}`]],
    [2 * ROWS + 3, 2 * ROWS + 5, [`2: ${2 * ROWS}-${2 * ROWS + 5}`]],
  ] as const) {
    const { blocks, filled } = noting(2 * ROWS + 5)
    t.equal(blocks.filled(lo, hi).name, 'columns')
    t.same(filled, expected, `rows ${lo} to ${hi}`)
  }
})

t.test('no block is filled twice; without bounds all of them are', async t => {
  const { blocks, filled } = noting(2 * ROWS)
  blocks.filled(5, 6)
  blocks.filled(0, ROWS)
  blocks.filled()
  blocks.filled()
  t.same(filled, [`0: 0-${ROWS}`, `1: ${ROWS}-${2 * ROWS}`])
  const none = noting(0)
  none.blocks.filled()
  t.same(none.filled, [], 'a day without rows has none')
})

t.test('a block is filled part by part, and goes on where a break ended it', async t => {
  const { blocks, filled, breaks } = noting(ROWS + 5, ROWS / 4)
  breaks.isDue = true
  for (let part = 0; part < 4; part++) t.throws(() => blocks.filled(0, 1), /a break/)
  breaks.isDue = false
  blocks.filled()
  blocks.filled()
  t.same(filled, [
    ...[0, 1, 2, 3].map(part => `0: ${(part * ROWS) / 4}-${((part + 1) * ROWS) / 4}`),
    `1: ${ROWS}-${ROWS + 5}`,
  ])
})

t.test('blocks draw from streams of their own; the first from that of the day', async t => {
  const draws = [0, 1, 2].map(index => blockStream('key', 7, 'kind', { index, lo: 0, hi: 1 })())
  t.equal(new Set(draws).size, 3)
  t.equal(draws[0], stream('key', 7, 'kind')())
  t.not(blockStream('key', 8, 'kind', { index: 1, lo: 0, hi: 1 })(), draws[1], 'another day')
  t.not(blockStream('key', 7, 'type', { index: 1, lo: 0, hi: 1 })(), draws[1], 'another attribute')
})

t.test('a block that was filled before a break is not filled again', async t => {
  const { blocks, filled, breaks } = noting(2 * ROWS)
  breaks.isDue = true
  t.throws(() => blocks.filled(), /a break/)
  t.throws(() => blocks.filled(), /a break/)
  t.equal(blocks.filled().name, 'columns')
  t.same(filled, [`0: 0-${ROWS}`, `1: ${ROWS}-${2 * ROWS}`])
})
