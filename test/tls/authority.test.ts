import { X509Certificate } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import t from 'tap'
import { Authority } from '../../src/tls/authority.ts'
import { keptAuthority, passingAuthority } from '../../src/tls/authority-files.ts'
import { HostContexts } from '../../src/tls/host-contexts.ts'
import { certifiedName, namesToCertify } from '../../src/tls/names.ts'
import { readPair, readyTls } from '../../src/tls/open-tls.ts'

const NAMES = ['localhost', '127.0.0.1', '::1', 'kore.ai']

t.test('certificates say who they are for, for how long, and by whom', async t => {
  const authority = Authority.make(NAMES)
  const ca = new X509Certificate(authority.certificate)
  const server = new X509Certificate(authority.issue(['localhost', '127.0.0.1', '::1', '*.kore.ai']).cert)
  t.ok(ca.ca)
  t.ok(ca.verify(ca.publicKey))
  t.notOk(server.ca)
  t.ok(server.checkIssued(ca))
  t.ok(server.verify(ca.publicKey))
  for (const name of ['localhost', 'platform.kore.ai']) t.ok(server.checkHost(name), name)
  for (const name of ['kore.ai', 'a.b.kore.ai', 'evil.test']) t.notOk(server.checkHost(name), name)
  for (const address of ['127.0.0.1', '::1']) t.ok(server.checkIP(address), address)
  const days = (Date.parse(server.validTo) - Date.now()) / 86_400_000
  t.ok(days > 390 && days < 398)
  t.ok(Date.parse(server.validFrom) < Date.now())
  t.not(server.serialNumber, ca.serialNumber)
})

t.test('an authority signs for what lies under its names alone', t => {
  const authority = Authority.make(NAMES)
  t.same(authority.permitted, NAMES)
  for (const name of ['localhost', '127.0.0.1', '::1', 'kore.ai', 'a.b.kore.ai', '*.kore.ai'])
    t.ok(authority.permits(name), name)
  for (const name of ['127.0.0.2', 'evilkore.ai', 'ai', 'example.org', '*.ai']) t.notOk(authority.permits(name), name)
  t.end()
})

t.test('a kept authority is the same in the next run, its key for this user alone', async t => {
  const folder = join(t.testdir(), 'deep/folder')
  const first = await keptAuthority(folder, NAMES)
  const again = await keptAuthority(folder, ['other.test'])
  t.equal(again.authority.certificate, first.authority.certificate)
  t.same(again.authority.permitted, NAMES)
  t.same(readdirSync(folder), ['ca-key.pem', 'ca.pem'])
  if (process.platform !== 'win32') {
    t.equal(statSync(join(folder, 'ca-key.pem')).mode & 0o777, 0o600)
    t.equal(statSync(folder).mode & 0o777, 0o700)
  }
  first.remove()
  t.ok(existsSync(first.file))
  const server = new X509Certificate(again.authority.issue(['localhost']).cert)
  t.ok(server.verify(new X509Certificate(readFileSync(first.file)).publicKey))
})

t.test('several that begin at once have one', async t => {
  const folder = join(t.testdir(), 'one')
  const all = await Promise.all(Array.from({ length: 5 }, () => keptAuthority(folder, NAMES)))
  t.equal(new Set(all.map(({ authority }) => authority.certificate)).size, 1)
})

t.test('one for this run alone has its key in no file', async t => {
  const made = passingAuthority(NAMES)
  t.same(readdirSync(dirname(made.file)), ['ca.pem'])
  made.remove()
  t.notOk(existsSync(dirname(made.file)))
})

t.test('a folder that is none, or holds something else, is told', async t => {
  const authority = Authority.make(NAMES)
  const other = Authority.make(NAMES)
  const { cert, key } = authority.issue(['localhost'])
  const folder = t.testdir({
    file: '',
    'no-key': { 'ca.pem': authority.certificate },
    mixed: { 'ca.pem': authority.certificate, 'ca-key.pem': other.key },
    rubbish: { 'ca.pem': 'rubbish', 'ca-key.pem': authority.key },
    server: { 'ca.pem': cert, 'ca-key.pem': key },
  })
  for (const [name, reason] of [
    ['file', /is no folder/],
    ['no-key', /holds ca\.pem without ca-key\.pem/],
    ['mixed', /do not belong together/],
    ['rubbish', /the folder .*rubbish of the CA /],
    ['server', /holds no certificate of a CA/],
  ] as const) {
    await t.rejects(keptAuthority(join(folder, name), NAMES), { name: 'TlsProblem', message: reason }, name)
  }
})

t.test('what is asked for is in the certificate; the name of another machine is left out', async t => {
  const caDir = join(t.testdir(), 'ca')
  const wish = { host: '0.0.0.0', server: true, caDir }
  const { pair } = await readyTls({ ...wish, hosts: ['Platform.Kore.ai'] })
  const server = new X509Certificate(pair!.cert)
  for (const name of ['localhost', 'platform.kore.ai', hostname()]) t.ok(server.checkHost(name), name)
  t.notOk(server.checkIP('0.0.0.0'))
  const moved = await readyTls({ ...wish, host: '192.168.7.9' })
  t.notOk(new X509Certificate(moved.pair!.cert).checkIP('192.168.7.9'), 'an address that the CA was not made for')
  await t.rejects(readyTls({ ...wish, hosts: ['other.test'] }), {
    said: { code: 'KM_TLS_CA_NAME' },
    message: /other\.test/,
  })
})

t.test('a certificate that is given is used as it is', async t => {
  const { cert, key } = Authority.make(NAMES).issue(['localhost'])
  const wish = { host: '127.0.0.1', server: true }
  t.match(await readyTls({ ...wish, pair: { cert, key } }), { pair: { cert, key }, ca: undefined })
  const other = Authority.make(NAMES).issue(['localhost'])
  for (const [pair, reason] of [
    [{ cert, key: other.key }, /the key does not belong to the certificate/],
    [{ cert: 'x', key }, /the certificate cannot be read/],
    [{ cert, key: 'x' }, /the key cannot be read/],
  ] as const) {
    await t.rejects(readyTls({ ...wish, pair }), { said: { code: 'KM_TLS_PAIR' }, message: reason })
  }
  const folder = t.testdir({ 'a.pem': cert, 'b.pem': key })
  t.same(readPair(join(folder, 'a.pem'), join(folder, 'b.pem')), { cert, key })
  t.throws(() => readPair(join(folder, 'none'), join(folder, 'b.pem')), { message: /--tls-cert .*none: is not there/ })
  t.throws(() => readPair(join(folder, 'a.pem'), folder), { message: /--tls-key .*: is no file/ })
})

t.test('certificates of hosts are kept, but not all of them', t => {
  const contexts = new HostContexts(Authority.make(['kore.ai']))
  const first = contexts.of('a.kore.ai')
  t.equal(contexts.of('a.kore.ai'), first)
  for (let i = 0; i < 150; i += 1) contexts.of(`h${i}.kore.ai`)
  t.equal(contexts.size, 100)
  t.not(contexts.of('a.kore.ai'), first)
  t.end()
})

t.test('names are of one form', t => {
  for (const [host, name] of [
    ['Platform.KORE.ai.', 'platform.kore.ai'],
    ['[::1]', '::1'],
    ['*.kore.ai', '*.kore.ai'],
    ['10.0.0.1', '10.0.0.1'],
    ['a b', undefined],
    ['..', undefined],
    ['', undefined],
    ['a.*.b', undefined],
    [`${'a.'.repeat(130)}b`, undefined],
  ] as const) {
    t.equal(certifiedName(host), name, host.slice(0, 20))
  }
  t.same(namesToCertify(['x.test', 'X.test'], '127.0.0.1'), ['localhost', '127.0.0.1', '::1', 'x.test'])
  t.end()
})

t.test('a certificate of another CA is no CA of ours', async t => {
  const folder = t.testdir()
  const made = Authority.make(NAMES)
  writeFileSync(join(folder, 'ca.pem'), made.certificate)
  writeFileSync(join(folder, 'ca-key.pem'), made.issue(['localhost']).key)
  await t.rejects(keptAuthority(folder, NAMES), { message: /do not belong together/ })
})
