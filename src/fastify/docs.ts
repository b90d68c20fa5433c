import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { type FastifyError, type FastifyInstance, fastify } from 'fastify'
import { knownValues } from '../admin/known-values.ts'
import { refuse } from '../admin/refuse.ts'
import { adminContract } from '../contract/admin.ts'
import { document as koreDocument } from '../contract/contract.ts'
import { publishedDocument, withAllPaths } from '../contract/published.ts'
import { Refusal } from '../contract/refusal.ts'
import { withWorkingValues } from '../contract/working-values.ts'
import type { Mock } from '../mock/mock.ts'
import { noCompilers } from './no-compilers.ts'

/** The descriptions there are. */
const DOCUMENTS = [
  { decorator: 'swagger', title: 'Kore.ai analytics APIs', url: '/openapi', read: koreDocument },
  {
    decorator: 'adminSwagger',
    title: 'Admin API of the mock',
    url: '/openapi-admin',
    read: () => adminContract().document(),
  },
] as const

/**
 * An application of its own that serves both descriptions and the page that shows them to a person. It is made when
 * somebody first asks, so that a test run that never looks at it does not wait for it.
 */
export async function docsApp(mock: Mock): Promise<FastifyInstance> {
  const values = await knownValues(mock)
  const app = fastify({
    schemaController: noCompilers,
    routerOptions: { ignoreTrailingSlash: true },
    return503OnClosing: false,
    frameworkErrors: (error, _request, reply) => refuse(reply, error),
  })
  app.setNotFoundHandler((_request, reply) => refuse(reply, unknownPage()))
  // The plugin has words of its own for paths that leave its folder.
  app.setErrorHandler((error: FastifyError, _request, reply) =>
    refuse(reply, (error.statusCode ?? 500) < 500 ? unknownPage() : error),
  )
  for (const { decorator, url, read } of DOCUMENTS) {
    const document = withWorkingValues(publishedDocument(read()), values)
    await app.register(swagger, { mode: 'static', decorator, specification: { document } } as never)
    serveJson(app, `${url}.json`, document)
    if (url === '/openapi') serveJson(app, '/openapi-all-paths.json', withAllPaths(document))
    app.get(`${url}.yaml`, (_request, reply) =>
      reply.type('application/yaml; charset=utf-8').send(yamlOf(app, decorator)),
    )
  }
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: {
      urls: DOCUMENTS.map(({ title, url }) => ({ name: title, url: `${url}.json` })),
      deepLinking: true,
      displayRequestDuration: true,
      persistAuthorization: true,
      tryItOutEnabled: true,
    },
    theme: { title: 'kore-mock' },
  })
  await app.ready()
  return app
}

function serveJson(app: FastifyInstance, url: string, document: object): void {
  const text = JSON.stringify(document)
  app.get(url, (_request, reply) => reply.type('application/json; charset=utf-8').send(text))
}

const unknownPage = () =>
  new Refusal(404, 'Not Found', {
    violations: [{ property: 'path', message: 'is no page of the documentation; it begins at /docs' }],
  })

/** Made by the plugin when it is first asked for, and kept by it. */
function yamlOf(app: FastifyInstance, decorator: 'swagger' | 'adminSwagger'): string {
  const write = (app as unknown as Record<typeof decorator, (options: { yaml: true }) => string>)[decorator]
  return write({ yaml: true })
}
