import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { parquetWriteBuffer } from 'hyparquet-writer'
import t from 'tap'
import { kindOfFile, readMapping } from '../../src/judge/mapping.ts'
import { readStored } from '../../src/judge/stored-files.ts'

const ROWS = [
  { sessionId: 'a', note: 'one, "two"\nthree' },
  { sessionId: 'b', note: '' },
]
const PARQUET = parquetWriteBuffer({
  columnData: [
    { name: 'sessionId', data: ROWS.map(row => row.sessionId), type: 'STRING' },
    { name: 'note', data: ROWS.map(row => row.note), type: 'STRING' },
  ],
})
const CSV = 'sessionId,note\r\na,"one, ""two""\nthree"\r\nb,\r\n'

t.test('files of each format hold the same rows', async t => {
  const files: readonly (readonly [string, string | Uint8Array])[] = [
    ['sessions.ndjson', ROWS.map(row => `${JSON.stringify(row)}\n`).join('')],
    ['sessions.jsonl.gz', gzipSync(ROWS.map(row => JSON.stringify(row)).join('\n'))],
    ['sessions.json', JSON.stringify(ROWS)],
    ['all-sessions.json', JSON.stringify({ total: 2, rows: ROWS })],
    ['by-session.json', JSON.stringify({ a: ROWS[0], b: ROWS[1] })],
    ['sessions/2026-03-01.csv', CSV],
    ['sessions.csv', CSV.replace('sessionId,note', 'sessionId;note').replace('a,"', 'a;"').replace('b,', 'b;')],
    ['sessions.csv.gz', gzipSync(CSV)],
    ['sessions.parquet', new Uint8Array(PARQUET)],
  ]
  for (const [name, content] of files) {
    const folder = t.testdir({})
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), content)
    writeFileSync(join(folder, 'state.json'), '{"done":1}')
    const stored = await readStored(folder, {})
    t.strictSame([[...stored.rows], stored.notes], [[['sessions', ROWS]], []], name)
  }
})

t.test('files of a kind count together, what cannot be read is a row without an id', async t => {
  const folder = t.testdir({
    'sessions-1.ndjson': '{"sessionId":"a"}\n{"sessionId":',
    'sessions-2.ndjson': '{"sessionId":"a"}\n',
    'sessions.parquet': 'PAR0',
  })
  const { rows, notes } = await readStored(folder, {})
  t.strictSame(rows.get('sessions'), [{ sessionId: 'a' }, {}, { sessionId: 'a' }, {}])
  t.match(notes, [
    /^sessions-1.ndjson was taken for sessions; of its 2 rows 1 has no id \(sessionId\)/,
    /^sessions.parquet was taken for sessions, and cannot be read: /,
  ])
})

t.test('what is of no kind is told', async t => {
  const notes = async (files: Record<string, string>, mapping = {}) =>
    (await readStored(t.testdir(files), readMapping({ messages: {}, ...mapping }))).notes
  t.match(await notes({}), ['There is no file in KORE_OUT.'])
  t.match(await notes({ 'calls.csv': 'a\n1\n', 'state.json': '{}' }), [
    /^KORE_OUT has calls.csv, state.json, of no kind by their names: a name must hold session, .* or --mapping/,
  ])
  t.match(await notes({ 'session_state.json': '{"done":["a"]}' }), [/^session_state.json .* of its 1 row 1 has no id/])
  t.match(await notes({ 'sessions.json': '{broken' }), [/^sessions.json .* cannot be read: .*JSON/])
  t.match(await notes({ 'sessions.csv': 'key\n1\n' }, { sessions: { files: 'out/*.csv' } }), [
    /of no kind/,
    'No file fits out/*.csv, which the mapping says of sessions.',
  ])
})

t.test('a mapping says which files and columns are what', async t => {
  const mapping = readMapping({ sessions: { files: 'out/*.csv', id: 'key', columns: { began: 'start_time' } } })
  const folder = t.testdir({ out: { 'part-1.csv': 'key,began\na,2026-03-01\n' }, 'sessions.csv': 'key\nb\n' })
  t.strictSame(
    [...(await readStored(folder, mapping)).rows],
    [['sessions', [{ sessionId: 'a', start_time: '2026-03-01' }]]],
  )
  for (const [value, path, words] of [
    [[], [], 'must be a mapping of kinds'],
    [{}, [], 'must be a mapping of kinds'],
    [{ users: {} }, ['users'], 'one of sessions, .*; found "users"'],
    [{ sessions: { file: 'x' } }, ['sessions', 'file'], 'one of files, id, columns; found "file"'],
    [{ sessions: { id: 1 } }, ['sessions', 'id'], 'must be text; found 1'],
    [{ sessions: { columns: [] } }, ['sessions', 'columns'], 'names of columns'],
    [{ sessions: { columns: { a: 1 } } }, ['sessions', 'columns', 'a'], 'a field of sessions; found 1'],
    [{ segments: { columns: { a: 'constructor' } } }, ['segments', 'columns', 'a'], 'a field of segments'],
  ] as const) {
    t.throws(() => readMapping(value), { message: new RegExp(words), path })
  }
})

t.test('names tell the kind', async t => {
  for (const [path, kind] of [
    ['sessions.csv', 'sessions'],
    ['Session/part.csv', 'sessions'],
    ['messages.json', 'messages'],
    ['aaconversations.json', 'conversations'],
    ['interactions.json', 'segments'],
    ['state.json', undefined],
  ] as const) {
    t.equal(kindOfFile(path, {}), kind, path)
  }
})
