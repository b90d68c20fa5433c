import t from 'tap'
import { mediaTypeFault } from '../../src/http/media-type.ts'

t.test('the one media type there is', async t => {
  for (const type of [
    'application/json',
    'APPLICATION/JSON',
    ' application/json ',
    'application/json;',
    'application/json; charset=utf-8',
    'application/json;charset=UTF-8',
    'application/json; charset="utf-8"',
    'application/json; charset=utf8; profile=x',
    'application/json; charset=us-ascii',
    'application/json; indent=2',
  ]) {
    t.equal(mediaTypeFault(type), undefined, type)
  }
  for (const type of [
    '',
    ';;;',
    'json',
    'text/plain',
    'text/json',
    'application/jsonp',
    'application/x-json',
    'application/problem+json',
    'application/vnd.kore+json; charset=utf-8',
    'application/json, application/json',
    'application/x-www-form-urlencoded',
  ]) {
    t.equal(mediaTypeFault(type), `must be application/json, got ${JSON.stringify(type)}`)
  }
  for (const type of [
    'application/json; charset=utf-16',
    'application/json;charset="latin1"',
    'application/json; charset=',
  ]) {
    t.equal(mediaTypeFault(type), `must be application/json in UTF-8, got ${JSON.stringify(type)}`)
  }
  t.ok((mediaTypeFault('x'.repeat(16_000)) ?? '').length < 200, 'a long one is cut')
})
