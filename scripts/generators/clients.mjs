// Makes clients of the description with the generators that people use, and programs that ask every operation with each.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { objectIn, operationsOf, parametersOf, resolve } from '../contract/document.ts'

/** Each: how it is run, and the code that asks an operation. Texts of parameters are those of the description's examples. */
export const CLIENTS = {
  'openapi-typescript': {
    run: ['openapi-typescript', 'out/openapi.json', '-o', 'out/openapi-typescript.ts', '--default-non-nullable=false'],
    head: (url, headers) => `import createClient from 'openapi-fetch'
import type { paths } from './openapi-typescript'
const client = createClient<paths>({ baseUrl: ${url}, headers: ${headers} })`,
    call: ({ id, method, path, params, body }) =>
      `{ const { data, response } = await client.${method}('${path}', { params: ${literal({ path: params.path, query: params.query, header: params.header })}${body === undefined ? '' : `, body: ${literal(body)}`} })
  seen('openapi-typescript', '${id}', response.status, data) }`,
  },
  'orval fetch': {
    run: ['orval', '--config', 'orval.config.cjs'],
    head: (_url, headers) => `import * as api from './orval-fetch'
const options = { headers: ${headers} }`,
    call: one =>
      `{ const { status, data } = await api.${one.id}(${[...orvalArguments(one), 'options'].join(', ')})
  seen('orval fetch', '${one.id}', status, data) }`,
  },
  'orval axios': {
    // axios writes lists as \`channels[]\` unless it is told otherwise.
    head: (_url, headers, folder) => `import { ${factoryIn(folder)} } from './orval-axios'
const api = ${factoryIn(folder)}()
const options = { headers: ${headers}, paramsSerializer: { indexes: null } }`,
    call: one =>
      `{ const { status, data } = await api.${one.id}(${[...orvalArguments(one), 'options'].join(', ')})
  seen('orval axios', '${one.id}', status, data) }`,
  },
  'orval zod': {
    head: (url, headers) => `import * as schemas from './orval-zod'
const send = async (method: string, path: string, body?: object) => {
  const answer = await fetch(${url} + path, {
    method, headers: { ...${headers}, 'content-type': 'application/json' }, ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return { status: answer.status, json: await answer.json() as unknown }
}`,
    call: zodCall,
  },
  'hey-api': {
    run: ['openapi-ts', '-i', './out/openapi.json', '-o', './out/hey-api', '-c', '@hey-api/client-fetch'],
    head: (url, headers) => `import * as api from './hey-api'
import { client } from './hey-api/client.gen'
client.setConfig({ baseUrl: ${url}, headers: ${headers} })`,
    call: ({ id, params, body }) =>
      `{ const { data, response } = await api.${id}(${literal({ path: params.path, query: params.query, headers: params.header, body })})
  seen('hey-api', '${id}', response?.status, data) }`,
  },
  'openapi-zod-client': {
    run: ['openapi-zod-client', 'out/openapi.json', '-o', 'out/openapi-zod-client.ts'],
    head: (url, headers) => `import { createApiClient } from './openapi-zod-client'
const api = createApiClient(${url}, { axiosConfig: { headers: ${headers}, paramsSerializer: { indexes: null } } })`,
    // It asks and checks both ways: what does not parse is thrown.
    call: ({ id, method, params, body }) => {
      const config = literal({ params: params.path, queries: params.query, headers: params.header })
      const args = method === 'GET' ? config : `${body === undefined ? 'undefined' : literal(body)}, ${config}`
      return `seen('openapi-zod-client', '${id}', 200, await api.${id}(${args}))`
    },
  },
  oazapfts: {
    run: ['oazapfts', 'out/openapi.json', 'out/oazapfts.ts'],
    head: (url, headers) => `import * as api from './oazapfts'
api.defaults.baseUrl = ${url}
api.defaults.headers = ${headers}`,
    call: oazapftsCall,
  },
}

const literal = value => JSON.stringify(value)

/** Every operation with the values that its description shows. */
export function requestsOf(document) {
  return operationsOf(document).map(({ path, method, operation }) => {
    const parameters = parametersOf(document, operation).filter(at => at.example !== undefined)
    const params = {}
    for (const { in: place, name, example } of parameters) params[place] = { ...params[place], [name]: example }
    const media =
      operation.requestBody && objectIn(resolve(document, operation.requestBody).content, 'application/json')
    const body = media && resolve(document, Object.values(media.examples)[0]).value
    const needsBody = media !== undefined && resolve(document, operation.requestBody).required === true
    return { id: operation.operationId, path, method, parameters, params, body, needsBody }
  })
}

/** Writes the program that asks with one client into its folder. */
export function writeAsking(folder, name, { url, headers, requests }) {
  const { head, call } = CLIENTS[name]
  const calls = requests.map(one => call(one, folder)).join('\n')
  const text = `import { seen } from '../seen'
${head(literal(url), literal(headers), folder)}

export async function ask(): Promise<void> {
${calls}
}
`
  writeFileSync(join(folder, `ask-${name.replaceAll(' ', '-')}.ts`), text)
}

/** Parameters of the path, the body, parameters of the query; what must be given comes before what may be. */
function orvalArguments({ params, parameters, body, needsBody }) {
  const isNeeded = parameters.some(at => at.in === 'query' && at.required === true)
  const rest = isNeeded && !needsBody ? [params.query, body] : [body, params.query]
  return [...Object.values(params.path ?? {}), ...rest].filter(part => part !== undefined).map(literal)
}

/** The one function of the axios client that makes all others; it is named for the title of the description. */
const factoryIn = folder =>
  /export const (get\w*KoreMock\w*) =/.exec(readFileSync(join(folder, 'orval-axios.ts'), 'utf8'))[1]

function zodCall({ id, method, path, params, body }, folder) {
  const has = part => readFileSync(join(folder, 'orval-zod.ts'), 'utf8').includes(`export const ${id}${part} = `)
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params.path[name]))
  const checks = [
    ['Params', params.path],
    ['QueryParams', params.query],
    ['Body', body],
  ].filter(([part, value]) => value !== undefined && has(part))
  const query = new URLSearchParams(Object.entries(params.query ?? {}).map(([name, value]) => [name, String(value)]))
  return `{ ${checks.map(([part, value]) => `schemas.${id}${part}.parse(${literal(value)})`).join('\n  ')}
  const { status, json } = await send('${method}', ${literal(`${url}?${query}`)}${body === undefined ? '' : `, ${literal(body)}`})
  seen('orval zod', '${id}', status, schemas.${id}Response.parse(json)) }`
}

/** Required parameters in their order, the body, the others as one object. */
function oazapftsCall({ id, parameters, body }) {
  const required = parameters.filter(at => at.required === true).map(at => literal(at.example))
  const camel = name =>
    name
      .replaceAll(/_(\w)/g, (_, letter) => letter.toUpperCase())
      .replaceAll(/([A-Z])([A-Z]+)/g, (_, first, others) => first + others.toLowerCase())
  const others = parameters.filter(at => at.required !== true).map(at => [camel(at.name), at.example])
  const args = [
    ...required,
    ...(body === undefined ? [] : [literal(body)]),
    ...(others.length === 0 ? [] : [literal(Object.fromEntries(others))]),
  ]
  return `{ const { status, data } = await api.${id}(${args.join(', ')})
  seen('oazapfts', '${id}', status, data) }`
}
