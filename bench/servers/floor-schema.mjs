// Fastify with Ajv on the way in and fast-json-stringify on the way out, of one static object. argv: port, file, schema file
import { readFileSync } from 'node:fs'
import Fastify from 'fastify'

const [port, file, schemaFile] = process.argv.slice(2)
const answer = JSON.parse(readFileSync(file, 'utf8'))
const { body, response } = JSON.parse(readFileSync(schemaFile, 'utf8'))
const app = Fastify({ ajv: { customOptions: { strict: false, coerceTypes: false, removeAdditional: false } } })
app.route({ method: ['GET'], url: '/*', schema: { response: { 200: response } }, handler: () => answer })
app.route({
  method: ['POST'],
  url: '/*',
  schema: { ...(body ? { body } : {}), response: { 200: response } },
  handler: () => answer,
})
await app.listen({ port: Number(port), host: '127.0.0.1' })
