import t from 'tap'
import { readAdminJson } from '../../src/admin/read-json.ts'

const statusOf = (body: unknown, type?: string) => {
  try {
    readAdminJson(body, type)
    return 200
  } catch (error) {
    return (error as { status: number }).status
  }
}

t.test('bodies are application/json in UTF-8', async t => {
  const body = Buffer.from('{"a":1}')
  for (const type of [
    'application/json',
    'Application/JSON',
    'application/json;charset=utf-8',
    'application/json; charset="UTF-8"',
    'application/json ; profile=x ; Charset=utf8',
    'application/json;',
  ]) {
    t.same(readAdminJson(body, type), { a: 1 }, type)
  }
  for (const type of [
    undefined,
    '',
    'text/plain',
    'text/plain;charset=UTF-8',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/problem+json',
    'application/jsonp',
    'text/json',
    'application/json, text/plain',
    'application/json; charset=utf-16',
    'application/json; charset=latin1',
    'application/json; charset=',
    `application/json; charset=utf-16; ${'x'.repeat(9_000)}`,
  ]) {
    t.equal(statusOf(body, type), 415, String(type).slice(0, 60))
  }
})

t.test('an empty body is none, whatever it is called', async t => {
  for (const type of [undefined, 'text/plain', 'application/json']) {
    t.equal(readAdminJson(Buffer.alloc(0), type), undefined)
    t.equal(readAdminJson(undefined, type), undefined)
  }
  t.equal(statusOf(Buffer.from('{"a"'), 'application/json'), 412)
})

t.test('broken JSON and JSON that is too deep have their place', async t => {
  const refused = (text: string) => {
    try {
      return readAdminJson(Buffer.from(text), 'application/json')
    } catch (error) {
      return (error as { violations: unknown }).violations
    }
  }
  t.match(refused('{"a": 1,}'), [{ property: 'body', message: /^is not valid JSON; a name .* at position 8 / }])
  t.match(refused(`{"claims":${'['.repeat(100_000)}`), [
    { property: `body.claims${'[0]'.repeat(63)}`, message: /^is nested deeper than 64 levels at position 73 / },
  ])
})
