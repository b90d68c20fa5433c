import t from 'tap'
import { CorsRule, webOriginOf } from '../../src/control/cors-rule.ts'

const origins: [string, string | undefined][] = [
  ['http://localhost:3000', 'http://localhost:3000'],
  ['HTTP://LOCALHOST:80/', 'http://localhost'],
  ['https://app.example.org:443', 'https://app.example.org'],
  ['https://[::1]:8443', 'https://[::1]:8443'],
  ['chrome-extension://AbC', 'chrome-extension://abc'],
  ['localhost:3000', undefined],
  ['http://a/b', undefined],
  ['http://a?b', undefined],
  ['http://u@a', undefined],
  ['http://a b', undefined],
  ['http://a:99999', undefined],
  ['*', undefined],
  ['null', undefined],
  ['', undefined],
]
for (const [text, origin] of origins) t.equal(webOriginOf(text), origin, text)

t.equal(new CorsRule().allowed(undefined), '*')
t.equal(new CorsRule().allowed('http://a'), 'http://a')
t.equal(new CorsRule(['http://a/']).allowed('http://a'), 'http://a')
t.equal(new CorsRule(['http://a']).allowed('http://b'), undefined)
t.equal(new CorsRule(['http://a']).allowed(undefined), undefined)
t.equal(new CorsRule([]).allowed('http://a'), undefined, 'of none')
t.throws(() => new CorsRule(['a']), RangeError)
