// What the servers of a work are given: the bytes that kore-mock answered, and one answer as an OpenAPI example, a stub, a database.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Asks kore-mock once and writes the files of a work. */
export async function prepare(work, requests, origin, root) {
  const directory = join(root, work.name.replace(/\W+/g, '-'))
  mkdirSync(join(directory, 'mappings'), { recursive: true })
  const answers = await sample(requests, origin)
  const bytes = answers.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / answers.length
  const { request, text } = typical(answers, bytes)
  const { method, path, body } = request
  const answer = JSON.parse(text)
  const write = (name, content) => {
    const file = join(directory, name)
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
    return file
  }
  write('mappings/work.json', {
    request: { method, urlPath: decodeURIComponent(path.split('?')[0]) },
    response: { status: 200, headers: { 'content-type': 'application/json' }, body: text },
  })
  return {
    bytes: Math.round(bytes),
    answersFile: write(
      'answers.json',
      answers.map(answer => answer.text),
    ),
    answerFile: write('answer.json', text),
    schemaFile: write('schema.json', {
      ...(body ? { body: { type: 'object', properties: schemaOf(JSON.parse(body)).properties } } : {}),
      response: schemaOf(answer),
    }),
    documentFile: write('openapi.json', await contractWith(answer, work, origin)),
    smallDocumentFile: write('small.json', smallDocument(answer, request)),
    databaseFile: write('database.json', { answer }),
    wiremockDirectory: directory,
  }
}

/** The contract that kore-mock serves, with the answer as the only example of the operation: peers read what kore-mock reads. */
async function contractWith(answer, { operationId }, origin) {
  const document = await (await fetch(`${origin}/openapi.json`)).json()
  const operations = Object.values(document.paths).flatMap(Object.values)
  const content = operations.find(operation => operation.operationId === operationId)?.responses[200].content
  if (content !== undefined) {
    const { examples: _, ...rest } = content['application/json']
    content['application/json'] = { ...rest, example: answer }
  }
  return document
}

/** The operation alone, without its rules: for who cannot read the contract. */
function smallDocument(answer, { method, path, body }) {
  const content = { 'application/json': { schema: schemaOf(answer), example: answer } }
  return {
    openapi: '3.0.3',
    info: { title: 'One operation', version: '1.0.0' },
    paths: {
      [path.split('?')[0]]: {
        [method.toLowerCase()]: {
          operationId: 'work',
          ...(body ? { requestBody: { content: { 'application/json': { schema: { type: 'object' } } } } } : {}),
          responses: { 200: { description: 'The answer', content } },
        },
      },
    },
  }
}

/** Requests looked at, at most. */
const SAMPLE = 200

/** The answers to requests evenly taken. The floors send them in turn, so that they send what kore-mock sends, small and large. */
async function sample(requests, origin) {
  const answers = []
  for (let i = 0; i < requests.length; i += Math.ceil(requests.length / SAMPLE)) {
    const { path, ...rest } = requests[i]
    answers.push({ request: requests[i], text: await (await fetch(origin + path, rest)).text() })
  }
  return answers
}

/** The answer nearest to the mean size: who takes an example or a stub has this one. */
function typical(answers, mean) {
  return answers.reduce((a, b) => (Math.abs(b.text.length - mean) < Math.abs(a.text.length - mean) ? b : a))
}

/** A schema that says what the answer says: every property named, so that fast-json-stringify has its work to do. */
function schemaOf(value) {
  if (Array.isArray(value)) {
    const items = value.map(schemaOf)
    const same = items.length > 0 && items.every(item => item.type === items[0].type)
    if (!same) return { type: 'array', items: {} }
    if (items[0].type !== 'object') return { type: 'array', items: items[0] }
    return {
      type: 'array',
      items: { type: 'object', properties: Object.assign({}, ...items.map(item => item.properties)) },
    }
  }
  if (value === null) return {}
  if (typeof value === 'object') {
    return {
      type: 'object',
      properties: Object.fromEntries(Object.entries(value).map(([key, item]) => [key, schemaOf(item)])),
    }
  }
  return { type: typeof value }
}
