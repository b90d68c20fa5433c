import fc from 'fast-check'
import t from 'tap'
import { isHostAlone, isLocalAddress, OwnHosts } from '../../src/admin/own-hosts.ts'

t.test('a mock that listens for this machine', async t => {
  const own = new OwnHosts({})
  for (const host of [
    'localhost',
    'localhost:4010',
    'LOCALHOST:80',
    'localhost.:4010',
    'app.localhost:4010',
    '127.0.0.1:4010',
    '127.255.0.9',
    '127.1',
    '2130706433',
    '[::1]:4010',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]:4010',
    '[::FFFF:7F00:1]',
  ]) {
    t.ok(own.has(host), host)
  }
  for (const host of [
    '',
    'evil.example',
    'evil.example:4010',
    'localhost.evil.example',
    'evil-localhost',
    'notlocalhost',
    '127.0.0.1.evil.example',
    '127.0.0.1@evil.example',
    'localhost@evil.example',
    'localhost:4010@evil.example',
    'localhost/evil.example',
    'localhost#evil.example',
    'localhost\\evil.example',
    'localhost evil.example',
    'localhost,evil.example',
    '%6cocalhost',
    'localhost:99999',
    'localhost..',
    '128.0.0.1',
    '10.0.0.1:4010',
    '0.0.0.0:4010',
    '[::]:4010',
    '[::2]',
    '[::ffff:10.0.0.1]',
    '[::ffff:7f:1]',
    '[::1',
    '::1',
  ]) {
    t.notOk(own.has(host), host)
  }
})

t.test('whatever is taken leads to this machine, as browsers read it', async t => {
  const own = new OwnHosts({})
  const piece = fc.oneof(
    fc.constantFrom(
      'localhost',
      '.localhost',
      '127.0.0.1',
      '[::1]',
      ':',
      '.',
      '@',
      '/',
      '#',
      '?',
      '%',
      ' ',
      '[',
      ']',
      '0x7f',
    ),
    fc.constantFrom('evil.example', ':4010', '\\', '\t', '\0', '。', 'ｌ', '1', '127', '::ffff:', 'xn--'),
    fc.string({ maxLength: 4 }),
  )
  const hosts = fc.array(piece, { maxLength: 6 }).map(pieces => pieces.join(''))
  let taken = 0
  fc.assert(
    fc.property(hosts, host => {
      if (!own.has(host)) return true
      taken += 1
      const { hostname, username, pathname, search, hash } = new URL(`http://${host}`)
      const isLocal = /^(?:.*\.)?localhost\.?$|^127\.\d+\.\d+\.\d+$|^\[::1\]$|^\[::ffff:7f/.test(hostname)
      return isLocal && `${username}${pathname}${search}${hash}` === '/'
    }),
    { numRuns: 3_000, seed: 1 },
  )
  t.ok(taken > 50, `${taken} were taken`)
})

t.test('names that were allowed, with any port', async t => {
  const own = new OwnHosts({ allowHosts: ['kore-mock', 'Mock.Example.org.', 'fd00::7', '10.0.0.1'] })
  for (const host of [
    'kore-mock:4010',
    'KORE-MOCK',
    'mock.example.org:443',
    'mock.example.org.',
    '[fd00:0::7]:80',
    '10.0.0.1',
  ])
    t.ok(own.has(host), host)
  for (const host of ['mock', 'x.mock.example.org', 'mock.example.org.evil.example', '[fd00::8]', '10.0.0.2'])
    t.notOk(own.has(host), host)
  for (const allowHosts of [['kore:4010'], ['http://kore'], ['*'], [''], ['kore/x'], ['[fd00::7]:80']])
    t.throws(() => new OwnHosts({ allowHosts }), RangeError, allowHosts[0] ?? '')
})

t.test('a mock that listens for other machines is called by its addresses and by the name it listens on', async t => {
  const own = new OwnHosts({ host: '0.0.0.0' })
  for (const host of ['10.0.0.1:4010', '[fd00::7]:4010', 'localhost', '0.0.0.0:4010']) t.ok(own.has(host), host)
  for (const host of ['evil.example', '10.0.0.1.evil.example', 'kore-mock']) t.notOk(own.has(host), host)
  t.ok(new OwnHosts({ host: 'kore-mock' }).has('kore-mock:4010'))
})

t.test('addresses to listen on, and hosts alone', async t => {
  for (const host of ['127.0.0.1', 'localhost', '::1', '127.0.0.2', '::ffff:127.0.0.1'])
    t.ok(isLocalAddress(host), host)
  for (const host of ['0.0.0.0', '::', '10.0.0.1', 'kore-mock', 'fe80::1%eth0', '']) t.notOk(isLocalAddress(host), host)
  for (const text of ['kore', 'a.b', '10.0.0.1', '::1', '[::1]']) t.ok(isHostAlone(text), text)
  for (const text of ['kore:1', 'a b', 'http://a', '', '[::1]:1', '*']) t.notOk(isHostAlone(text), text)
})
