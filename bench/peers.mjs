// How each server is started: (port, files of the work) -> command. `only`: the peer takes part in works that allow peers.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { BOT, NOW } from './works.mjs'

const bin = name => ['node', `node_modules/${name}`]
const here = name => ['node', `servers/${name}.mjs`]

export const KORE = 'kore-mock'
export const FLOOR = 'Fastify, ready buffer (floor)'

export const servers = [
  { name: 'node:http, ready buffer', command: (port, work) => [...here('floor-http'), port, work.answersFile] },
  { name: FLOOR, command: (port, work) => [...here('floor-fastify'), port, work.answersFile] },
  {
    name: 'Fastify + Ajv + fast-json-stringify',
    json: true,
    command: (port, work) => [...here('floor-schema'), port, work.answerFile, work.schemaFile],
  },
  {
    name: KORE,
    own: true,
    command: port => ['node', '../dist/cli.js', '--port', port, '--now', NOW, '--log-level', 'silent'],
  },
  {
    name: 'openapi-backend on Fastify',
    peer: true,
    command: (port, work) => [...here('openapi-backend'), port, work.documentFile],
  },
  { name: '@scalar/mock-server', peer: true, command: (port, work) => [...here('scalar'), port, work.documentFile] },
  {
    name: 'Prism, examples',
    peer: true,
    command: (port, work) => [
      ...bin('@stoplight/prism-cli/dist/index.js'),
      'mock',
      '-p',
      port,
      '-v',
      'error',
      work.documentFile,
    ],
  },
  {
    name: 'Prism, dynamic',
    peer: true,
    command: (port, work) => [
      ...bin('@stoplight/prism-cli/dist/index.js'),
      'mock',
      '-d',
      '-p',
      port,
      '-v',
      'error',
      work.documentFile,
    ],
  },
  { name: 'MSW, its handlers', peer: true, command: (port, work) => [...here('msw'), port, work.answerFile] },
  {
    name: 'json-server',
    peer: true,
    command: (port, work) => [...bin('json-server/lib/bin.js'), '--port', port, work.databaseFile],
    request: { method: 'GET', path: '/answer', headers: {}, body: undefined },
  },
  {
    name: 'Mockoon, OpenAPI file',
    peer: true,
    command: (port, work) => [
      ...bin('@mockoon/cli/bin/run.js'),
      'start',
      '--port',
      port,
      '--disable-log-to-file',
      '--data',
      work.documentFile,
    ],
  },
  {
    name: 'WireMock (JVM), fixed stub',
    peer: true,
    jvm: 'node_modules/wiremock/build/wiremock-standalone-3.13.2.jar',
    command: (port, work) => [
      'java',
      '-jar',
      'node_modules/wiremock/build/wiremock-standalone-3.13.2.jar',
      '--port',
      port,
      '--no-request-journal',
      '--disable-banner',
      '--root-dir',
      work.wiremockDirectory,
    ],
  },
  {
    // It refuses the contract for a parameter with `content` in place of `schema`.
    name: 'Specmatic (JVM), example, the operation alone',
    peer: true,
    jvm: 'node_modules/specmatic/specmatic.jar',
    command: (port, work) => [
      'java',
      '-jar',
      'node_modules/specmatic/specmatic.jar',
      'stub',
      work.smallDocumentFile,
      '--port',
      port,
    ],
  },
]

/** Servers that can run here. */
export const available = ({ peers, hasJava }) =>
  servers.filter(
    server =>
      (peers || !server.peer) && (!server.jvm || (hasJava && existsSync(join(import.meta.dirname, server.jvm)))),
  )

export { BOT }
