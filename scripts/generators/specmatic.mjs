// Specmatic sends requests that it invents of the description; what the mock refused of them stands in its journal.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { operations } from '../../src/contract/contract.ts'

/** Combinations of parameters that it tries for each operation: more take minutes. */
const COMBINATIONS = '3'

/**
 * Runs it. Rules between fields (400) are beyond a description, and so is which fields are needed in one place or another; a
 * request refused for anything else, and an answer that is not as described, is thrown.
 */
export async function runSpecmatic(folder, { url, token, signal }) {
  const before = (await journal(url)).total
  const jar = join(folder, 'node_modules/specmatic/specmatic.jar')
  const args = ['-jar', jar, 'test', 'openapi.json', '--testBaseURL', url]
  // On a busy machine its own six seconds for an answer are short.
  const limits = { MAX_TEST_REQUEST_COMBINATIONS: COMBINATIONS, SPECMATIC_TEST_TIMEOUT: '60000' }
  const env = { ...process.env, ...limits, auth: token }
  // It fails for each request that is refused.
  const { stdout } = await promisify(execFile)('java', args, {
    cwd: join(folder, 'out'),
    env,
    maxBuffer: 1 << 29,
    timeout: 200_000,
    signal,
  }).catch(error => error)
  const ran = Number(/Tests run: (\d+)/.exec(stdout)?.[1] ?? 0)
  if (ran < 100) throw new Error(`Specmatic ran ${ran} tests:\n${String(stdout).slice(-3000)}`)
  const wrong = [...stdout.matchAll(/^ *>> (RESPONSE\.(?!STATUS).*)$/gm)].map(([, place]) => place)
  const { total, requests } = await journal(url)
  const seen = requests.slice(0, total - before)
  // 499: it did not wait for the answer. One request is for a page that tells of routes, which is no operation.
  const refused = seen.filter(({ operationId, status }) => operationId !== null && ![200, 400, 499].includes(status))
  for (const { operationId, status, violations } of refused) {
    for (const { property, message } of violations) {
      if (status !== 412 || message !== 'is required' || !isConditional(operationId, property)) {
        wrong.push(`${operationId}: ${status} ${property} ${message}`)
      }
    }
  }
  if (wrong.length > 0) throw new Error(`not as described:\n${[...new Set(wrong)].slice(0, 20).join('\n')}`)
  return { ran, good: seen.filter(({ status }) => status === 200).length }
}

const journal = async url => (await fetch(`${url}/__admin/requests?limit=1000`)).json()

/** Whether a parameter is needed only where another one is not sent, or in the body. */
function isConditional(operationId, property) {
  const { parameters } = operations.find(op => op.operationId === operationId)
  return property.startsWith('query.') && !parameters.find(({ name }) => `query.${name}` === property)?.required
}
