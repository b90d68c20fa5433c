import t from 'tap'
import { isToken, makeToken } from '../../src/admin/token.ts'

t.test('a token is what a header can hold', async t => {
  for (const text of ['a', 'a b', '~'.repeat(4096)]) t.ok(isToken(text), text.slice(0, 9))
  for (const text of ['', ' ', ' a', 'a ', 'a\n', 'a\nb', 'ä', '\u{1f511}', 'a'.repeat(4097)])
    t.notOk(isToken(text), JSON.stringify(text.slice(0, 9)))
})

t.test('one that is made is one, and never the same', async t => {
  const made = new Set(Array.from({ length: 100 }, makeToken))
  t.equal(made.size, 100)
  for (const token of made) t.ok(isToken(token) && token.length === 32)
})
