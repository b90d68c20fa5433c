/**
 * A Pact file of real exchanges, judged by Pact's own tool for this: the comparator reads the file as a Pact contract and
 * holds every interaction against the OpenAPI description of the APIs.
 */
import { createRequire } from 'node:module'
import t from 'tap'
import { document } from '../../src/contract/contract.ts'
import { createKoreMock } from '../../src/index.ts'

/** Its types do not resolve; this is as much of them as is needed. */
const { Comparator } = createRequire(import.meta.url)('@pactflow/openapi-pact-comparator') as {
  Comparator: new (description: object) => { compare(pact: object): AsyncIterable<Result> }
}
interface Result {
  readonly type: 'error' | 'warning'
  readonly code: string
  readonly message: string
  readonly mockDetails?: object
}

/** As much of a Pact file as is looked at here. */
interface PactFile {
  interactions: { response: { body: { content: { total: unknown } } } }[]
}

t.test('an export of good exchanges is a Pact contract that the description keeps', async t => {
  const mock = await createKoreMock({ scenario: 'small', now: '2026-03-09T12:00:00Z', port: false })
  t.teardown(() => mock.close())
  const [bot] = mock.bots
  const headers = mock.headers()
  const post = (url: string, payload: object) => mock.inject({ method: 'POST', url, headers, payload })
  const range = { dateFrom: '2026-03-02', dateTo: '2026-03-07' }
  const week = 'startDate=2026-03-02&endDate=2026-03-07'
  const answers = [
    await post(`/api/public/bot/${bot}/getSessions?containmentType=agent`, { ...range, limit: 3 }),
    await post(`/api/public/getSessions`, { ...range, limit: 2 }),
    await post(`/api/public/bot/${bot}/v2/userEngagementTrend?start_date=2026-03-02&end_date=2026-03-07`, {}),
    await post(`/agentassist/api/v1/public/${bot}/aaconversation`, { from: '2026-03-02', to: '2026-03-07' }),
    await mock.inject({
      url: `/agentassist/api/v1/public/${bot}/v2/agentassistinteractions?from=2026-03-02T00:00:00&to=2026-03-07T00:00:00`,
      headers,
    }),
    await mock.inject({
      url: `/api/public/bot/${bot}/dashboard/Operations/widget/Top%20Failure%20Tasks?${week}`,
      headers,
    }),
    await post(`/api/public/bot/${bot}/getSessions`, { limit: 'x' }),
  ]
  const good = answers.filter(answer => answer.statusCode === 200).length
  t.same(
    answers.map(answer => answer.statusCode),
    [200, 200, 200, 200, 200, 200, 412],
  )

  const pact = (await mock.inject('/__admin/requests?format=pact')).json<PactFile>()
  t.equal(pact.interactions.length, good, 'what was refused is not part of it')

  // A copy: the validator puts what is referred to in the place of the reference.
  const description = structuredClone(document())
  const differences: string[] = []
  for await (const result of new Comparator(description).compare(pact)) {
    if (result.type === 'error')
      differences.push(`${result.code} ${result.message} ${JSON.stringify(result.mockDetails)}`)
  }
  t.same(differences, [])

  const broken = structuredClone(pact)
  broken.interactions[0]!.response.body.content.total = 'many'
  let found = 0
  for await (const result of new Comparator(description).compare(broken)) {
    if (result.code === 'response.body.incompatible') found += 1
  }
  t.equal(found, 1, 'it would have seen a difference')
  await t.rejects(async () => {
    for await (const _ of new Comparator(description).compare({ interactions: 'none' })) break
  }, 'and a file that is no Pact')
})
