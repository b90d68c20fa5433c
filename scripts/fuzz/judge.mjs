// Whether an answer is right, and whether the journal can be read afterwards.
import { answerProblemFinder } from '../../src/check/answer-problems.ts'
import { document } from '../../src/contract/contract.ts'

/** What throws when the answer to a case is wrong. */
export function answerJudge(app, limit) {
  const problemsOf = answerProblemFinder(document())
  let number = 0
  return async (one, sent) => {
    number += 1
    const id = `fuzz-${number}`
    const began = performance.now()
    const answer = await app.inject({ ...sent, headers: { ...sent.headers, 'x-request-id': id } })
    const took = performance.now() - began
    if (took > limit) throw new Error(`the answer took ${took.toFixed(0)} ms`)
    const said = `${answer.statusCode} ${answer.payload.slice(0, 600)}`
    const body = parsed(answer.payload, said)
    const problems = problemsOf(one.op.path, one.op.method, answer.statusCode, body)
    if (problems.length > 0)
      throw new Error(`the answer breaks the contract: ${JSON.stringify(problems.slice(0, 5))}\n${said}`)
    if (one.defect === undefined) requireGood(answer.statusCode, body, said)
    else requireNamed(one.defect, { status: answer.statusCode, body }, said)
    await requireJournal(app, id, sent)
  }
}

function parsed(text, said) {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`the answer is no JSON: ${said}`)
  }
}

/** A valid request may break a rule between fields, which no schema can say: 400, which names the rule. */
function requireGood(status, body, said) {
  if (status === 200) return
  if (status === 400 && body.errors?.[0]?.code === 400) return
  if (status === 412 && RULES.test(said)) return
  throw new Error(`a valid request was refused: ${said}`)
}

/** What a description says in words: required unless something else is there, or not together. */
const RULES = /must not be sent together|needs|is required|required unless/

function requireNamed({ name, property }, { status, body }, said) {
  if (status < 400 || status >= 500) throw new Error(`${name} was let through: ${said}`)
  const named = (body.errors?.[0]?.error ?? []).map(violation => violation.property)
  if (!named.some(one => one === property || one.startsWith(`${property}.`) || one.startsWith(`${property}[`)))
    throw new Error(`the refusal does not name ${property} (${name}): ${said}`)
}

/** The entry, what a search finds, and both exports. */
async function requireJournal(app, id, sent) {
  const ask = async (method, url, payload) => {
    const answer = await app.inject({ method, url, headers: { host: 'localhost' }, ...(payload && { payload }) })
    if (answer.statusCode !== 200)
      throw new Error(`${method} ${url}: ${answer.statusCode} ${answer.payload.slice(0, 400)}`)
    return JSON.parse(answer.payload)
  }
  const entry = await ask('GET', `/__admin/requests/${id}`)
  if (entry.unreadable !== undefined) throw new Error(`the entry cannot be read: ${entry.unreadable}`)
  if (entry.method !== sent.method)
    throw new Error(`the entry is of another request: ${JSON.stringify(entry).slice(0, 400)}`)
  const found = await ask('POST', '/__admin/requests/find', { method: sent.method })
  if (!(found.total >= 1)) throw new Error('the journal does not find it')
  const har = await ask('GET', '/__admin/requests?format=har')
  if (!(har.log.entries.length >= 1)) throw new Error('the HAR is empty')
  await ask('GET', '/__admin/requests?format=pact')
}
