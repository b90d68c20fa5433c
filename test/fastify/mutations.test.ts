import fc from 'fast-check'
import t from 'tap'
import { ACCOUNT, BOT, buildApp, STRANGER } from '../helper.ts'
import { runs } from '../long.ts'
import { portOf, RawClient } from './raw-socket.ts'

/*
 * Whatever becomes of the bytes of a good request on its way, its client hears of it in the envelope: never nothing, never
 * a fault of the mock's own, never an end that looks like an accident.
 */

const GOOD = [
  `POST /api/public/bot/${BOT}/getSessions HTTP/1.1`,
  'Host: localhost',
  `auth: ${STRANGER}`,
  `accountid: ${ACCOUNT}`,
  'content-type: application/json',
  'x-mock-delay: 1',
  'prefer: code=200',
  'x-test-id: mutated',
  'content-length: 11',
  '',
  '{"limit":1}',
].join('\r\n')

/** Characters that mean something to HTTP, and some that mean nothing to anybody. */
const SIGNS = ['\r', '\n', '\r\n', '\0', ' ', ':', '\t', '\xff', ',', '"', '%', '\r\n\r\n']

type Mutation = readonly [at: number, length: number, instead: string]

const mutations: fc.Arbitrary<Mutation[]> = fc.array(
  fc.tuple(fc.nat(GOOD.length - 1), fc.nat(30), fc.oneof(fc.constantFrom('', ...SIGNS), fc.string({ maxLength: 3 }))),
  { minLength: 1, maxLength: 4 },
)

const mutated = (list: readonly Mutation[]) =>
  list.reduce((text, [at, length, instead]) => text.slice(0, at) + instead + text.slice(at + length), GOOD)

t.test('a request whose bytes were changed gets an answer that says so', async t => {
  const app = buildApp(t)
  const port = await portOf(app)
  await fc.assert(
    fc.asyncProperty(mutations, async list => {
      const client = new RawClient(port)
      await client.send(mutated(list))
      // Else it would have to wait for what was cut off.
      client.socket.end()
      const { answers, ended } = await client.heard()
      const problems = answers.flatMap(({ status, json }) => {
        if (status < 400) return []
        if (status >= 500 && status !== 501 && status !== 505) return [`status ${status}`]
        const [error] = json?.errors ?? []
        if (typeof error?.msg !== 'string') return ['no envelope']
        const said = (error.error ?? []).map(({ message }: { message: string }) => message).join()
        return /NaN|undefined|\[object/.test(said) && !/NaN|undefined|\[object/.test(mutated(list)) ? [said] : []
      })
      // Two line ends in the middle make the rest another request, which is none.
      if (answers.length === 0 || answers.length > 2) problems.push(`${answers.length} answers`)
      if (ended !== 'end') problems.push(`ended by ${ended}`)
      if (problems.length > 0) throw new Error(problems.join('; '))
    }),
    { numRuns: runs(400), seed: 13 },
  )
  t.equal((await app.inject('/__admin/requests?limit=1000')).statusCode, 200, 'the journal can be read')
})
