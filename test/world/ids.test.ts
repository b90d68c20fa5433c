import fc from 'fast-check'
import t from 'tap'
import * as ids from '../../src/world/ids.ts'
import { runs } from '../long.ts'

const issuer = { key: 'seed/st-1', salt: 0x12345678 }
const other = { key: 'seed/st-2', salt: 0x12345679 }
const second = fc.integer({ min: 0, max: 0xffffffff })
const row = fc.integer({ min: 0, max: 0xffffff })

/** The same text with one hex digit changed, somewhere after its prefix. */
function forge(text: string, at: number, add: number): string {
  const places = [...text].flatMap((c, i) => (/[0-9a-f]/.test(c) && i >= text.search(/[0-9a-f]{4}/) ? [i] : []))
  const place = places[at % places.length] as number
  const digit = (Number.parseInt(text[place] as string, 16) + 1 + (add % 15)) % 16
  return text.slice(0, place) + digit.toString(16) + text.slice(place + 1)
}

t.test('ids lead back to what they name; a changed digit, another bot, another kind lead nowhere', async t => {
  fc.assert(
    fc.property(second, row, fc.nat({ max: 65_535 }), fc.nat(), fc.nat(), (second, row, seq, at, add) => {
      const session = ids.encodeSessionId(issuer, second, row)
      const message = ids.encodeMessageId(issuer, second, row, seq)
      const call = ids.encodeCallId(issuer, 'CA', second, row)
      const user = ids.encodeUserId(issuer, second)
      return (
        JSON.stringify(ids.decodeSessionId(issuer, session)) === JSON.stringify({ second, row }) &&
        JSON.stringify(ids.decodeMessageId(issuer, message)) === JSON.stringify({ second, row, seq }) &&
        JSON.stringify(ids.decodeCallId(issuer, call)) === JSON.stringify({ second, row, prefix: 'CA' }) &&
        ids.decodeUserId(issuer, user) === second &&
        ids.decodeSessionId(issuer, forge(session, at, add)) === undefined &&
        ids.decodeMessageId(issuer, forge(message, at, add)) === undefined &&
        ids.decodeCallId(issuer, forge(call, at, add)) === undefined &&
        ids.decodeUserId(issuer, forge(user, at, add)) === undefined &&
        ids.decodeSessionId(other, session) === undefined &&
        ids.decodeUserId(other, user) === undefined &&
        ids.decodeObjectId(issuer, 'conversation', session) === undefined
      )
    }),
    { seed: 2, numRuns: runs(2000) },
  )
  t.pass()
})

t.test('shapes are those of facts 1.2', async t => {
  const at = 0x68f0c1d2
  t.match(ids.encodeSessionId(issuer, at, 17), /^68f0c1d2[0-9a-f]{10}000011$/)
  const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'
  t.match(ids.encodeMessageId(issuer, at, 17, 3), new RegExp(`^ms-${uuid}`))
  t.match(ids.encodeUserId(issuer, 4), new RegExp(`^u-${uuid}`))
  t.match(ids.uuidFor('o-', issuer.key, 'organisation'), new RegExp(`^o-${uuid}`))
  t.match(ids.encodeCallId(issuer, 'CH', at, 17), /^CH[0-9a-f]{32}$/)
  t.match(ids.objectIdFor(issuer.key, at, 'x'), /^68f0c1d2[0-9a-f]{16}$/)
  t.not(
    ids.encodeUserId(issuer, 4).slice(0, 12),
    ids.encodeUserId(issuer, 5).slice(0, 12),
    'neighbours do not look alike',
  )
})

t.test('no text is an error', async t => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), text => {
      ids.decodeSessionId(issuer, text)
      ids.decodeMessageId(issuer, text)
      ids.decodeCallId(issuer, text)
      return ids.decodeUserId(issuer, `u-${text}`) === undefined
    }),
    { seed: 3 },
  )
  t.pass()
})
