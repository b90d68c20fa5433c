import { parquetMetadata, parquetReadObjects, parquetSchema } from 'hyparquet'
import t from 'tap'
import { LISTED_KINDS, type ListedKind } from '../../src/apis/listed.ts'
import { FLAT_COLUMNS, flatRows } from '../../src/export/columns.ts'
import { csvHead, csvLine } from '../../src/export/csv.ts'
import { type Encoder, encoderFor } from '../../src/export/encoders.ts'
import { loadParquet, ParquetFile } from '../../src/export/parquet.ts'
import type { FilePiece } from '../../src/export/pieces.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { startClock } from '../../src/scenario/start-clock.ts'
import { createWorld } from '../../src/world/world.ts'
import { NOW } from '../helper.ts'
import { allIncludes, exportedRows } from './walk.ts'

const now = Date.parse(NOW)
const scenario = loadScenario('default', { clock: startClock(NOW) })
const world = createWorld({ ...scenario.world, seed: 'formats' })
const bot = world.bots[0]!.id

/** Rows of a kind: some hours, or some days. */
function rowsOf(kind: ListedKind, includes = allIncludes(kind)): string[] {
  const hours = kind === 'messages' || kind === 'labels' ? 3 : 24
  const window = { from: now - hours * 3_600_000, to: now }
  const accountId = world.spec.account.id
  return [
    ...exportedRows(world, { kind, includes, bots: [bot], window, now, accountId, format: 'ndjson', gzip: false }),
  ]
}

/** The pieces that an encoder gives of rows. */
function piecesOf(rows: readonly string[], encoderTo: (give: (piece: FilePiece) => void) => Encoder): FilePiece[] {
  const pieces: FilePiece[] = []
  const encoder = encoderTo(piece => pieces.push(piece))
  for (const row of rows) encoder.add(row, bot)
  encoder.flush()
  return pieces
}

t.test('every cell of CSV is quoted where it must be, and nothing is not an empty text', async t => {
  const columns = FLAT_COLUMNS.labels
  const row = {
    messageId: 'ms-1',
    createdOn: '2026-03-09T12:00:00.000Z',
    side: '',
    text: 'one, "two"\nthree\r',
    acts: ['a"b'],
    slots: [{ name: 'x' }],
    mood: 'calm',
    rules: [],
  }
  t.equal(csvHead(columns), 'messageId,createdOn,side,text,acts,intent,slots,mood,rules\n')
  const expected =
    'ms-1,2026-03-09T12:00:00.000Z,"","one, ""two""\nthree\r","[""a\\""b""]",,"[{""name"":""x""}]",calm,[]\n'
  t.equal(csvLine(columns, row), expected)
})

t.test(
  'every column has something in it in one row at least, and every row fills those that are always there',
  async t => {
    const mayBeEmpty = new Set(['agenticSearchSessionIds', 'searchHistory', 'linksClicked', 'summary'])
    for (const kind of LISTED_KINDS) {
      const flat = rowsOf(kind).flatMap(row => flatRows(kind, bot, JSON.parse(row)))
      t.ok(flat.length > 0, kind)
      for (const { name, of } of FLAT_COLUMNS[kind]) {
        const cells = flat.map(of)
        t.ok(cells.some(cell => cell !== null && cell !== undefined) || mayBeEmpty.has(name), `${kind}: ${name}`)
        t.notOk(cells.includes(undefined), `${kind}: ${name} is null where there is nothing`)
      }
    }
  },
)

t.test('Parquet gives back what was written, with its types', async t => {
  const library = await loadParquet()
  for (const kind of LISTED_KINDS) {
    const columns = FLAT_COLUMNS[kind]
    const rows = rowsOf(kind)
    const pieces = [rows.slice(0, 40), rows.slice(40)].flatMap(some =>
      piecesOf(some, give =>
        encoderFor({ kind, format: 'parquet', gzip: false }, { give, reuse: () => undefined }, library),
      ),
    )
    const file = new ParquetFile(library, columns)
    const parts: Uint8Array[] = [file.head]
    for (const { bytes, group } of pieces) {
      file.add(bytes.length, group!)
      parts.push(bytes)
    }
    parts.push(file.tail())
    const whole = new Uint8Array(Buffer.concat(parts))
    const flat = rows.flatMap(row => flatRows(kind, bot, JSON.parse(row)))
    const metadata = parquetMetadata(whole.buffer)
    t.equal(Number(metadata.num_rows), flat.length, kind)
    t.equal(metadata.row_groups.length, pieces.length)
    t.same(
      parquetSchema(metadata).children.map(({ element }) => element.name),
      columns.map(({ name }) => name),
    )
    const read = await parquetReadObjects({ file: whole.buffer })
    const plain = (type: string, cell: unknown) => {
      if (cell === null || cell === undefined) return null
      if (type === 'timestamp') return new Date(cell as string).toISOString()
      if (type === 'date') return new Date(cell as string).toISOString().slice(0, 10)
      return type === 'json' && typeof cell !== 'string' ? JSON.stringify(cell) : cell
    }
    for (const [i, row] of flat.entries()) {
      for (const { name, type, of } of columns) {
        const [found, wanted] = [plain(type, new Map(Object.entries(read[i]!)).get(name)), plain(type, of(row))]
        if (JSON.stringify(found) !== JSON.stringify(wanted)) t.same(found, wanted, `${kind} ${i} ${name}`)
      }
    }
  }
})

t.test('Parquet without rows is a file with its columns', async t => {
  const library = await loadParquet()
  const file = new ParquetFile(library, FLAT_COLUMNS.sessions)
  const whole = new Uint8Array(Buffer.concat([file.head, file.tail()]))
  t.same(await parquetReadObjects({ file: whole.buffer }), [])
  t.equal(parquetSchema(parquetMetadata(whole.buffer)).children.length, FLAT_COLUMNS.sessions.length)
})

t.test('a row that is larger than a piece, in whatever letters, is written whole', async t => {
  const rows = ['{"text":"a"}', `{"text":"${'ü€'.repeat(700_000)}"}`, '{"text":"b"}']
  const pieces = piecesOf(rows, give =>
    encoderFor({ kind: 'sessions', format: 'ndjson', gzip: false }, { give, reuse: () => undefined }, undefined),
  )
  t.equal(Buffer.concat(pieces.map(({ bytes }) => bytes)).toString(), rows.map(row => `${row}\n`).join(''))
  t.equal(
    pieces.reduce((sum, piece) => sum + piece.rows, 0),
    3,
  )
})
