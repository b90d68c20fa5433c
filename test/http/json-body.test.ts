import t from 'tap'
import { readJsonBody } from '../../src/http/json-body.ts'

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))

t.test('bytes that are read', async t => {
  t.strictSame(readJsonBody(bytes('{"a":"ä😀"}')), { value: { a: 'ä😀' } })
  t.strictSame(readJsonBody(bytes([0xef, 0xbb, 0xbf], '{"a":1}')), { value: { a: 1 } }, 'a byte order mark is left out')
})

t.test('bytes that are not, and where', async t => {
  const rows: [string, Uint8Array, string][] = [
    ['no UTF-8', bytes('{"a":"', [0xff], '"}'), 'it is not even UTF-8: byte 0xff at position 6 of the bytes'],
    ['Latin-1', bytes('{"a":"', [0xe4], '"}'), 'it is not even UTF-8: byte 0x22 at position 7 of the bytes'],
    [
      'behind much that is good',
      bytes('"', 'ä'.repeat(5000), [0xc0]),
      'it is not even UTF-8: byte 0xc0 at position 10001 of the bytes',
    ],
    [
      'behind blocks that are good',
      bytes('"', '😀'.repeat(20_000), [0xf0, 0x9f], '"'),
      'it is not even UTF-8: byte 0x22 at position 80003 of the bytes',
    ],
    [
      'at the very end of much',
      bytes('x'.repeat(1_000_000), [0xff]),
      'it is not even UTF-8: byte 0xff at position 1000000 of the bytes',
    ],
    [
      'nothing but parts of characters',
      bytes(Array(40_000).fill(0x80)),
      'it is not even UTF-8: byte 0x80 at position 0 of the bytes',
    ],
    ['half a character', bytes('"', [0xe2, 0x82]), 'it is not even UTF-8: it ends within a character'],
    ['half of a pair', bytes([0xed, 0xa0, 0x80]), 'it is not even UTF-8: byte 0xa0 at position 1 of the bytes'],
    ['UTF-16', bytes([0xff, 0xfe, 0x7b, 0, 0x7d, 0]), 'it is not even UTF-8: byte 0xff at position 0 of the bytes'],
    [
      'UTF-16 without its mark',
      bytes([0, 0x7b, 0, 0x7d]),
      'a value was expected, found "\\u0000" at position 0 (line 1, column 1)',
    ],
    [
      'broken behind the mark',
      bytes([0xef, 0xbb, 0xbf], '{'),
      'a name in double quotes or } was expected where it ends, at position 1 (line 1, column 2)',
    ],
    [
      'behind letters beyond ASCII',
      bytes('{"ä😀":x}'),
      'a value was expected, found "x" at position 7 (line 1, column 8)',
    ],
  ]
  for (const [what, body, why] of rows) {
    t.strictSame(readJsonBody(body), { fault: { path: '', message: `is not valid JSON; ${why}` } }, what)
  }
})
