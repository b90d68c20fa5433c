// Requests that are sent twice: to the mock, and to it through a proxy that checks requests and answers by the description.
import fc from 'fast-check'
import { document, operations } from '../../src/contract/contract.ts'
import { isIgnored } from '../fuzz/defects.mjs'
import { caseValues, sentOf } from '../fuzz/requests.mjs'

/** Sends some 500 requests, good ones and ones with a planted defect; throws where only one of the two takes one. */
export async function compareWithProxy(mock, proxy, { paths, cases, headers }) {
  const all = fc.sample(caseValues(document(), operations, paths), { numRuns: cases, seed: 20 })
  // No schema can say that a field makes others ignored, wrong as they may be (ruling R27).
  const drawn = all.filter(one => one.defect === undefined || !isIgnored(one))
  const requests = [...drawn, ...otherSpellings(drawn)].map((one, i) => ofEitherName(one, i, headers))
  const counts = {}
  const differing = []
  for (const request of requests) {
    const [direct, through] = await Promise.all([ask(mock, request), ask(proxy, request)])
    const pair = `${direct.status}/${through.status}`
    counts[pair] = (counts[pair] ?? 0) + 1
    if (direct.status < 400 !== through.status < 400) differing.push(shown(request, direct, through))
  }
  if (differing.length > 0) throw new Error(`${differing.length} differ:\n${differing.slice(0, 10).join('\n')}`)
  return { requests: requests.length, counts }
}

/** Every third request of an operation that has an older path is sent there. */
function ofEitherName(one, i, headers) {
  const [older] = one.op.aliases ?? []
  const op = older === undefined || i % 3 > 0 ? one.op : { ...one.op, path: older }
  const sent = sentOf({ ...one, op })
  return { ...sent, headers: { ...sent.headers, ...headers } }
}

/** What is read besides what is documented: words in other capitals, flags as text, one value in place of a list. */
function otherSpellings(drawn) {
  const good = new Map(drawn.filter(one => one.defect === undefined).map(one => [one.op.operationId, one]))
  return [...good.values()].flatMap(one =>
    ['query', 'body'].flatMap(place => {
      const { spellings, oneOrMany } = one.op.reading
      const texts = Object.entries(spellings[place]).flatMap(([name, table]) =>
        Object.keys(table).map(text => [name, text.toUpperCase()]),
      )
      const single = Object.keys(oneOrMany[place]).map(name => [name, name === 'type' ? 'incoming' : 'one'])
      return [...texts, ...single].map(([name, value]) => ({ ...one, [place]: { ...one[place], [name]: value } }))
    }),
  )
}

async function ask(base, { method, url, headers, payload }) {
  const body = payload === undefined || method === 'GET' ? {} : { body: payload }
  const answer = await fetch(base + url, { method, headers, ...body })
  return { status: answer.status, text: await answer.text() }
}

const shown = ({ method, url, payload }, direct, through) =>
  `${method} ${url} ${payload ?? ''}\n  mock: ${direct.status} ${direct.text.slice(0, 300)}\n  through the proxy: ${through.status} ${through.text.slice(0, 500)}`
