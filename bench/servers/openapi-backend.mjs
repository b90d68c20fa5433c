// argv: port, document, operation id
import { readFileSync } from 'node:fs'
import Fastify from 'fastify'
import { OpenAPIBackend } from 'openapi-backend'

const [port, documentFile] = process.argv.slice(2)
const api = new OpenAPIBackend({
  definition: JSON.parse(readFileSync(documentFile, 'utf8')),
  quick: true,
  ajvOpts: { strict: false },
})
api.register({
  notImplemented: c => c.api.mockResponseForOperation(c.operation.operationId).mock,
  validationFail: c => ({ errors: c.validation.errors }),
  notFound: () => ({}),
})
await api.init()
const app = Fastify()
app.all('/*', request =>
  api.handleRequest({
    method: request.method,
    path: request.url.split('?')[0],
    query: request.query,
    body: request.body,
    headers: request.headers,
  }),
)
await app.listen({ port: Number(port), host: '127.0.0.1' })
