// Whether an answer is right, and whether the journal can be read afterwards.
import { answerProblemFinder } from '../../src/check/answer-problems.ts'
import { document } from '../../src/contract/contract.ts'
import { isIgnored } from './defects.mjs'

/** What asks, and throws when the answer to a case is wrong. */
export function answerJudge(asking) {
  const problemsOf = answerProblemFinder(document())
  let number = 0
  return async (one, sent) => {
    number += 1
    const id = `fuzz-${number}`
    const { statusCode: status, payload } = await asking.answer(
      { ...sent, headers: { ...sent.headers, 'x-request-id': id } },
      one.bySocket,
    )
    const said = `${status} ${payload.slice(0, 600)}`
    const body = parsed(payload, said)
    const problems = problemsOf(one.op.path, one.op.method, status, body)
    if (problems.length > 0)
      throw new Error(`the answer breaks the contract: ${JSON.stringify(problems.slice(0, 5))}\n${said}`)
    requireRight(one, { status, body }, said)
    await requireJournal(asking.app, id, { method: sent.method, status })
  }
}

function parsed(text, said) {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`the answer is no JSON: ${said}`)
  }
}

function requireRight(one, answer, said) {
  const { defect, askedStatus = 200 } = one
  if (defect !== undefined && !isIgnored(one)) requireNamed(defect, answer, said)
  else if (answer.status !== askedStatus) throw new Error(`a valid request got no ${askedStatus}: ${said}`)
}

function requireNamed({ name, property }, { status, body }, said) {
  if (status < 400 || status >= 500) throw new Error(`${name} was let through: ${said}`)
  const named = (body.errors?.[0]?.error ?? []).map(violation => violation.property)
  if (!named.some(one => one === property || one.startsWith(`${property}.`) || one.startsWith(`${property}[`)))
    throw new Error(`the refusal does not name ${property} (${name}): ${said}`)
}

/** The entry, the list, what a search finds, and both exports. */
async function requireJournal(app, id, { method, status }) {
  const ask = async (verb, url, payload) => {
    const answer = await app.inject({ method: verb, url, headers: { host: 'localhost' }, ...(payload && { payload }) })
    if (answer.statusCode !== 200)
      throw new Error(`${verb} ${url}: ${answer.statusCode} ${answer.payload.slice(0, 400)}`)
    return JSON.parse(answer.payload)
  }
  const entry = await ask('GET', `/__admin/requests/${id}`)
  if (entry.unreadable !== undefined) throw new Error(`the entry cannot be read: ${entry.unreadable}`)
  if (entry.method !== method || entry.status !== status)
    throw new Error(`the entry is of another request: ${JSON.stringify(entry).slice(0, 400)}`)
  const { requests } = await ask('GET', '/__admin/requests')
  if (requests[0].id !== entry.id) throw new Error('the list does not begin with it')
  const found = await ask('POST', '/__admin/requests/find', { method })
  if (!(found.total >= 1)) throw new Error('the journal does not find it')
  const har = await ask('GET', '/__admin/requests?format=har')
  if (har.log.entries.length !== requests.length) throw new Error('the HAR has not all entries')
  const dark = [...requests, ...har.log.entries].find(one => one.unreadable !== undefined || one.comment !== undefined)
  if (dark !== undefined) throw new Error(`an entry cannot be read: ${JSON.stringify(dark).slice(0, 400)}`)
  await ask('GET', '/__admin/requests?format=pact')
}
