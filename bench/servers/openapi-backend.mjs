// argv: port, document
import { readFileSync } from 'node:fs'
import Fastify from 'fastify'
import { OpenAPIBackend } from 'openapi-backend'

const [port, documentFile] = process.argv.slice(2)
const api = new OpenAPIBackend({
  definition: JSON.parse(readFileSync(documentFile, 'utf8')),
  // It knows no OpenAPI 3.1 when it looks at the document itself.
  quick: true,
  ajvOpts: { strict: false, logger: false },
})
api.registerSecurityHandler('auth', c => c.request.headers.auth !== undefined)
api.register({
  notImplemented: c => c.api.mockResponseForOperation(c.operation.operationId).mock,
  validationFail: (c, _request, reply) => reply.code(400).send({ errors: c.validation.errors }),
  unauthorizedHandler: (_c, _request, reply) => reply.code(401).send({}),
  notFound: (_c, _request, reply) => reply.code(404).send({}),
})
await api.init()
const app = Fastify()
app.all('/*', (request, reply) =>
  api.handleRequest(
    {
      method: request.method,
      path: request.url.split('?')[0],
      query: request.query,
      body: request.body,
      headers: request.headers,
    },
    request,
    reply,
  ),
)
await app.listen({ port: Number(port), host: '127.0.0.1' })
