import t from 'tap'
import { document, operations } from '../../src/contract/contract.ts'
import { isSecretName } from '../../src/control/redact/names.ts'
import {
  blankHeader,
  blankJson,
  blankParameter,
  blankPath,
  blankText,
  blankViolation,
} from '../../src/control/redact/redact.ts'
import { ask, BOT, buildApp } from '../helper.ts'

const HEAD = 'eyJhbGciOiJIUzI1NiJ9'
const PAYLOAD = 'eyJhcHBJZCI6ImNzLTEifQ'
const JWT = `${HEAD}.${PAYLOAD}.c2lnbmF0dXJl`
const SHOWN = `${HEAD}.${PAYLOAD}.***`
const LONG = 'aZ3kQ9xT7mB2vL5nC8pR1sD4fG6hJ0wY'

t.test('names of secrets, in any spelling', async t => {
  const secret =
    'token access_token accessToken refresh-token id_token x-auth-token authorization Proxy-Authorization auth oauth ' +
    'X-Amz-Signature sig secret clientSecret CLIENT_SECRET password newPassword2 passwd pwd pass passphrase apiKey api_key ' +
    'X-API-Key privateKey access-key credentials cookie Set-Cookie jwt idJwe otp x-admin-token bearerValue tokens token[] token[a] a[password] auth.value ' +
    'hmac csrf xsrf-token AccountKey connectionString db_pass userPass salt pin userPin PIN sécret client_assertion sas x-functions-key token;x'
  for (const name of secret.split(' ')) t.ok(isSecretName(name), name)
  const open =
    'author limit sessionId tokenCount compass config assign design keyword key name userId passed bypassed accountId ' +
    'compass bypass spin pinned default basalt code session saltyName'
  for (const name of open.split(' ')) t.notOk(isSecretName(name), name)
  const names = new Set<string>()
  JSON.stringify([operations, document()], (name, value) => {
    if (name === 'properties') for (const field of Object.keys(value)) names.add(field)
    if (name === 'parameters' && Array.isArray(value)) for (const at of value) names.add(at.name ?? '')
    return value
  })
  t.ok(names.size > 300)
  t.same([...names].filter(isSecretName), [], 'of the contract none is one')
})

const texts: readonly (readonly [string, string, string])[] = [
  ['a token', `see ${JWT}, please`, `see ${SHOWN}, please`],
  ['at the end of a sentence', `see ${JWT}.`, `see ${SHOWN}.`],
  ['behind a name', `x${JWT}`, `x${SHOWN}`],
  ['a head with blanks in it', 'eyAiYWxnIjoiSFMyNTYifQ.eyJhIjoxfQ.c2ln', 'eyAiYWxnIjoiSFMyNTYifQ.eyJhIjoxfQ.***'],
  ['an encrypted token', `${HEAD}.a2V5.aXY.Y2lwaGVy.dGFn`, `${HEAD}.***`],
  ['a token cut off before its signature', `"${HEAD}.${PAYLOAD}…`, `"${HEAD}.${PAYLOAD}…`],
  ['a token cut off in it', `"${HEAD}.${PAYLOAD}.c2ln…`, `"${SHOWN}…`],
  ['bearer', 'Bearer hunter2 and', 'Bearer *** and'],
  ['basic', 'basic dXNlcjpwYXNz', 'basic ***'],
  ['basic in a sentence', 'Basic charge, the bearer of good news', 'Basic charge, the bearer of good news'],
  ['name and password in an address', 'https://me:hunter2@example.com/x', 'https://***@example.com/x'],
  ['a long secret', `key is ${LONG}!`, 'key is ***!'],
  ['hex', `${'0a1b2c3d'.repeat(5)}`, '***'],
  ['a key of a service', 'ghp_abcdefghijklmnop', '***'],
  [
    'a private key',
    '-----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY-----',
    '***-----END RSA PRIVATE KEY-----',
  ],
  ['a certificate', '-----BEGIN CERTIFICATE-----\nMII', '-----BEGIN CERTIFICATE-----\nMII'],
  [
    'a name and its value',
    '[{"name":"Authorization","value":"hunter2"},{"name":"a","value":"b"},',
    '[{"name":"Authorization","value":"***"},{"name":"a","value":"b"},',
  ],
  ['a key that looks drawn', '{"key":"Zq1SeCrEt7VaLuE9wXyZ77","a":[', '{"key":"***","a":['],
  ['a key that is a word', '{"key":"city","code":429,"a":[', '{"key":"city","code":429,"a":['],
  ['an accent', '{"sécret":"hunter2","a":[', '{"sécret":"***","a":['],
  [
    'multipart',
    '--x\r\nContent-Disposition: form-data; name="token"\r\nContent-Type: text/plain\r\n\r\nhunter2\r\n--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--',
    '--x\r\nContent-Disposition: form-data; name="token"\r\nContent-Type: text/plain\r\n\r\n***\n--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--',
  ],
  ['a form', 'a=1&password=hunter2&b=2', 'a=1&password=***&b=2'],
  ['an address', 'https://x.example/?access_token=hunter2#top', 'https://x.example/?access_token=***'],
  ['broken JSON', '{"apiKey": "hunter2", "limit": 1', '{"apiKey": "***", "limit": 1'],
  ['broken JSON without an end', '{"apiKey": "hunt', '{"apiKey": "***'],
  ['a quote in the value', '{"pwd":"hun\\"ter2","a":1', '{"pwd":"***","a":1'],
  ['JSON in a text', '"{\\"secret\\":\\"hunter2\\",\\"a\\":1}"', '"{\\"secret\\":\\"***\\",\\"a\\":1}"'],
  ['a list', '{"tokens": ["a1", "b2"], "a": [', '{"tokens": ***, "a": ['],
  ['single quotes', "{'secret': 'hunter2'}", "{'secret': '***'}"],
  ['a number', '{"password": 12345,', '{"password": ***,'],
  ['true is none', '{"token": true', '{"token": true'],
  ['a header', 'Authorization: Digest username="me", response="a"', 'Authorization: ***'],
  ['a tag', '<password>hunter2</password>', '<password>***</password>'],
  ['percent-encoded', 'q=%70assword%3Dhunter2', 'q=password=***'],
  ['half of an encoding at the end', 'token=hunter2&a=%4', 'token=***&a=%4'],
  ['no encoding of a letter', '%4g%1f%\\u004 %70assword=x', '%4g%1f%\\u004 %70assword=***'],
  [
    'a long run that is no secret',
    `${'-eyJ'.repeat(20)} ${'long_name_of_'.repeat(4)}`,
    `${'-eyJ'.repeat(20)} ${'long_name_of_'.repeat(4)}`,
  ],
  ['percent-encoded twice', 'password%253Dhunter2', 'password=***'],
  ['a token percent-encoded', `%65${JWT.slice(1)}`, SHOWN],
  ['escaped letters', '{"pass\\u0077ord": "hunter2"', '{"password": "***"'],
  ['no secret stays as it was sent', 'a%20b=%zz&c=ü', 'a%20b=%zz&c=ü'],
  [
    'ids of the world',
    `${BOT} 65f0c0de65f0c0de65f0c0de CA${'0f1e2d3c'.repeat(4)}`,
    `${BOT} 65f0c0de65f0c0de65f0c0de CA${'0f1e2d3c'.repeat(4)}`,
  ],
]
for (const [name, sent, shown] of texts) t.test(name, async t => t.equal(blankText(sent), shown))

t.test('paths are as they were sent where there is no secret', async t => {
  t.equal(blankPath('/a%20b/%zz/c'), '/a%20b/%zz/c')
  t.equal(blankPath(`/x/${JWT}/y`), `/x/${HEAD}.${PAYLOAD}.***/y`)
  t.equal(blankPath(`/x/%65${JWT.slice(1)}`), `/x/${SHOWN}`)
  t.equal(blankPath('/x;token=hunter2/y'), '/x%3Btoken%3D***/y')
  t.equal(blankPath('http://me:hunter2@h/x'), 'http://***@h/x')
})

t.test('a part of a path may name the next', async t => {
  t.equal(blankPath('/token/hunter2'), '/token/***')
  t.equal(blankPath('/api/secret/Hunter2/x'), '/api/secret/***/x')
  t.equal(blankPath(`/token/${JWT}`), `/token/${HEAD}.${PAYLOAD}.***`)
  t.equal(blankPath('/t%6fken/hunter2'), '/t%6fken/***')
  t.equal(blankPath('/me:hunter2@host/x'), '/***@host/x')
  t.equal(blankPath('/me%3Ahunter2%40host'), '/***@host')
  for (const open of [
    '/oauth/token/revoke',
    '/auth/login',
    '/auth/v2/signIn',
    '/a:b/c@d',
    `/bot/${BOT}/getSessions`,
    '/token/',
  ]) {
    t.equal(blankPath(open), open)
  }
})

t.test('headers', async t => {
  for (const name of ['x-functions-key', 'x-session-id', 'sessionid', 'assertion', 'x-sid']) {
    t.equal(blankHeader(name, 'hunter2'), '***', name)
  }
  t.equal(blankHeader('idempotency-key', 'a-1'), 'a-1')
  t.equal(blankHeader('auth', `Bearer ${JWT}`), `Bearer ${SHOWN}`)
  t.equal(blankHeader('authorization', JWT), SHOWN)
  t.equal(blankHeader('auth', 'undefined'), 'undefined', 'the mistake that is looked for')
  t.equal(blankHeader('auth', 'hunter2'), '***')
  t.equal(blankHeader('x-auth-token', 'hunter2'), '***')
  t.equal(blankHeader('referer', 'https://x/?token=hunter2'), 'https://x/?token=***')
  t.equal(blankHeader('user-agent', 'exporter/1'), 'exporter/1')
})

t.test('parameters, JSON, violations', async t => {
  t.equal(blankParameter('sig', 'hunter2'), '***')
  t.equal(blankParameter('token', ''), '')
  t.same(
    blankJson({
      limit: 3,
      token: 5,
      tokens: 5,
      hasToken: true,
      secret: { deep: ['hunter2', { a: 'b' }], n: null },
      list: [{ passwords: ['a', 'b'] }],
      __proto__: null,
    }),
    {
      limit: 3,
      token: '***',
      tokens: 5,
      hasToken: true,
      secret: { deep: ['***', { a: '***' }], n: null },
      list: [{ passwords: ['***', '***'] }],
    },
  )
  t.same(blankViolation({ property: 'body.token', message: 'must be an integer; found "hunter2"' }), {
    property: 'body.token',
    message: 'must be an integer; found "***"',
  })
  t.same(
    blankViolation({ property: 'query.limit', message: `must be an integer; found "${LONG}"` }).message,
    'must be an integer; found "***"',
  )
})

t.test('what stands beside the name of a secret', async t => {
  const drawn = 'Zq1SeCrEt7VaLuE9wXyZ77'
  t.same(
    blankJson({
      headers: [
        { name: 'Authorization', value: 'hunter2' },
        { key: 'limit', value: 'open' },
        { value: ['hunter2'], name: 'token' },
      ],
      pair: ['Authorization', 'hunter2'],
      names: ['token', 'limit', 'skip'],
      tags: [{ key: 'city', value: 'Rome' }],
      code: 'E-77',
      key: drawn,
      keys: 3,
      session: { v: drawn, id: BOT },
      sessionId: drawn,
    }),
    {
      headers: [
        { name: 'Authorization', value: '***' },
        { key: 'limit', value: 'open' },
        { value: ['***'], name: 'token' },
      ],
      pair: ['Authorization', '***'],
      names: ['token', 'limit', 'skip'],
      tags: [{ key: 'city', value: 'Rome' }],
      code: 'E-77',
      key: '***',
      keys: 3,
      session: { v: '***', id: BOT },
      sessionId: drawn,
    },
  )
  for (const name of ['client_assertion', 'assertion', 'code', 'sid', 'session', 'hmac', 'sas', 'key', 'token;x']) {
    t.equal(blankParameter(name, 'hunter2'), '***', name)
  }
  t.equal(blankParameter('sessionId', 'abc'), 'abc')
})

t.test('codes that are good once: decision D235', async t => {
  t.same(blankJson({ code: '483920', in: { code: [48392011] }, smsCode: 'x1', recoveryCodes: ['a'], CODE: 483920 }), {
    code: '***',
    in: { code: ['***'] },
    smsCode: '***',
    recoveryCodes: ['***'],
    CODE: '***',
  })
  t.same(blankJson({ code: 4002, a: { code: '412' }, key: '483920', total: 483920 }), {
    code: 4002,
    a: { code: '412' },
    key: '483920',
    total: 483920,
  })
  t.equal(blankText('{"code": "483920", "a": [{"code":4839201'), '{"code": "***", "a": [{"code":***')
  t.equal(blankText('code=483920;limit=10'), 'code=***;limit=10')
  t.equal(blankText('the code: 412, code=4002'), 'the code: 412, code=4002')
  t.equal(blankPath('/login/code/483920/x'), '/login/code/***/x')
  t.equal(blankPath('/errors/code/412'), '/errors/code/412')
  t.equal(blankParameter('code', '12'), '***')
  t.equal(blankHeader('code', '483920'), '***')
  t.equal(blankHeader('x-otp', '483920'), '***')
})

t.test('what is no secret stays', async t => {
  const open = [
    '{"code":"E-77","key":"order_id2","sid":"main","session":"2026-03-09"}',
    '{"key":"city","code":"iPhone15","pinned":"yes","codes":["a1b2c3"]}',
    'sessionId=69a568a3d1f0c2b4a5000013&botId=st-8d4c1a72-3f96-5e0b-9a27-c51e7f08b3d6&limit=10&userId=u-b92404aa-f0cd-541f-ad4a-9ed4dd800002',
    'dateFrom=2026-03-08T10:00:00Z&dateTo=2026-03-09&conversationId=CH9da0c1b2a3948576a0b1c2d3e4f50001',
    '["Rome","Paris"], "tokens are counted", "a, b", "limit","skip"',
    '{"kind":"token","limit":1}, ["name", "x"',
    'a key = b, the code: E-77, basic colours, bearer of news',
    '400 Bad Request, 2026-03-08T10:00:00.000Z, agt-0d9f2c5e-1111-4a5b-8c6d-7e8f90a10001',
  ]
  for (const text of open) t.equal(blankText(text), text)
  for (const path of [
    `/api/public/bot/${BOT}/getSessions`,
    '/oauth/token/revoke',
    '/keys/code/E-77',
    '/a%2Fb/2026-03-08/69a568a3d1f0c2b4a5000013',
  ]) {
    t.equal(blankPath(path), path)
  }
  const violation = { property: 'query.dateFrom', message: 'must be a day; found "2026-3-8"' }
  t.same(blankViolation(violation), violation)
})

t.test('what ends at a mark that was encoded goes whole', async t => {
  t.equal(blankText('token=a%26b'), 'token=***')
  t.equal(blankText('to=x%3Ftoken%3Da%26b%3Dc'), 'to=x?token=***&b=c')
  t.equal(blankText('to=x%3Ftoken%3Da%2526b'), 'to=x?token=***')
  t.equal(blankText('//me:a%40b@x'), '//***@x')
})

t.test('what the mock answers by itself has none', async t => {
  const app = buildApp(t)
  const dates = { dateFrom: '2026-03-08', dateTo: '2026-03-09', startDate: '2026-03-08', endDate: '2026-03-09' }
  for (const url of ['getSessions', 'getMessages', 'getMessagesV2', 'conversationsHistory']) {
    const { json, status } = await ask(app, 'POST', `/api/public/bot/${BOT}/${url}`, { body: { ...dates, limit: 100 } })
    if (status === 200) t.same(blankJson(json), json, url)
  }
})

t.test('the work grows with the text', async t => {
  const hostile: readonly string[] = [
    '-eyJ',
    'eyJ.',
    'token=',
    'token:[',
    '"token":"\\',
    'a:',
    '//a:',
    'bearer ',
    'Basic ',
    '-----BEGIN PRIVATE KEY',
    '-----BEGIN ',
    '%',
    '%25',
    '\\u00',
    'A1',
    '>',
    '<token>',
    '\\"',
    '=',
    'form-data name="token"',
    'form-data name="token"\n\n',
    'key:',
    '"name":"token","value":',
    'name=',
    'aA1',
  ]
  for (const piece of hostile) {
    const text = piece.repeat(800_000 / piece.length)
    t.ok(blankText(text).length > 0, `${piece}: at a quadratic pace this would take longer than a test may`)
  }
})
