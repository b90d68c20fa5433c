import { createRequire } from 'node:module'
import fc from 'fast-check'
import t from 'tap'
import { queryTexts } from '../../src/contract/query-texts.ts'
import { decodedPath, servedUrl } from '../../src/http/url.ts'
import { runs } from '../long.ts'

/** What Fastify itself would read a query with. */
const fromFastify = createRequire(import.meta.url).resolve('fastify')
const { parse } = createRequire(fromFastify)('fast-querystring') as { parse(text: string): Record<string, unknown> }

t.test('queries', async t => {
  const rows: [string, Record<string, unknown>][] = [
    ['/x', {}],
    ['/x?', {}],
    ['/x?a=1&b=2', { a: '1', b: '2' }],
    ['/x?a=1&a=2&a=3', { a: ['1', '2', '3'] }],
    ['/x?a&b=', { a: '', b: '' }],
    ['/x?&&a=1&', { a: '1' }],
    ['/x?a+b=c+d', { 'a b': 'c d' }],
    ['/x?a=%C3%A4%20b', { a: 'ä b' }],
    ['/x?a=%zz&b=%41%zz&c=%C3', { a: '%zz', b: '%41%zz', c: '%C3' }],
    ['/x?a=b=c?d', { a: 'b=c?d' }],
    ['/x?__proto__=1', JSON.parse('{"__proto__":"1"}')],
  ]
  for (const [url, query] of rows) t.strictSame({ ...queryTexts(url) }, { ...query }, url)
})

t.test('a query is read as Fastify would', async t => {
  const text = fc.stringMatching(/^[a-c=&+%0-9A-F?;/_]{0,30}$/)
  fc.assert(
    fc.property(text, query => {
      t.strictSame({ ...queryTexts(`/x?${query}`) }, { ...parse(query) }, query)
    }),
    { numRuns: runs(500) },
  )
})

t.test('what a URL is served at: ruling R30', async t => {
  for (const [url, served] of [
    ['/a/b?c=//d', '/a/b?c=//d'],
    ['//a///b?c=//d', '/a/b?c=//d'],
    ['//a//b//', '/a/b/'],
    ['http://mock:4010//a', '/a'],
    ['http://mock', '/'],
    ['//', '/'],
    ['/a%2F%2Fb', '/a%2F%2Fb'],
  ] as const) {
    t.equal(servedUrl(url), served, url)
  }
})

t.test('paths', async t => {
  for (const [url, path] of [
    ['/a/b?c=/d', '/a/b'],
    ['/a%20b', '/a b'],
    ['/a%2Fb', '/a%2Fb'],
    ['/a%zz', '/a%zz'],
    ['', ''],
  ] as const) {
    t.equal(decodedPath(url), path)
  }
})
