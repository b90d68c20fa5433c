import { setImmediate as nextTurn } from 'node:timers/promises'
import { type FastifyError, type FastifyInstance, fastify } from 'fastify'
import { knownValues, tokenToTry } from '../admin/known-values.ts'
import { refuse } from '../admin/refuse.ts'
import { adminContract } from '../contract/admin.ts'
import { document as koreDocument } from '../contract/contract.ts'
import { publishedDocument, withAllPaths } from '../contract/published.ts'
import { Refusal } from '../contract/refusal.ts'
import { withWorkingValues } from '../contract/working-values.ts'
import type { Mock } from '../mock/mock.ts'
import { DOCS_LOGO, DOCS_STYLE } from './docs-style.ts'
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
  // What is loaded and made takes a quarter of a second in all: others have their turns between.
  const { default: swagger } = await import('@fastify/swagger')
  await nextTurn()
  const { default: swaggerUi } = await import('@fastify/swagger-ui')
  await nextTurn()
  const values = await knownValues(mock)
  await nextTurn()
  const token = tokenToTry(mock)?.token
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
    const document = withToken(withWorkingValues(publishedDocument(read()), values), token)
    await nextTurn()
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
      tryItOutEnabled: true,
      // Schemas stand where they are used; a list of all of them is longer than that of the calls.
      defaultModelsExpandDepth: -1,
      onComplete: useToken,
    },
    theme: { title: 'kore-mock', css: [{ filename: 'kore-mock.css', content: DOCS_STYLE }] },
    logo: { type: 'image/svg+xml', content: DOCS_LOGO, href: '/docs' },
  })
  await app.ready()
  return app
}

/** A description with a token beside its scheme, for the page and for tools that look for one. */
function withToken(document: object, token: string | undefined): object {
  const { components } = document as { components?: { securitySchemes?: { auth?: object } } }
  const auth = components?.securitySchemes?.auth
  if (auth === undefined || token === undefined) return document
  const securitySchemes = { ...components?.securitySchemes, auth: { ...auth, 'x-example': token } }
  return { ...document, components: { ...components, securitySchemes } }
}

/** What Swagger UI calls itself in the script that starts it. */
declare const ui: {
  readonly specSelectors: { specJson(): { getIn(path: readonly string[]): string | undefined } }
  preauthorizeApiKey(scheme: string, key: string): void
}

/** Runs in the page, which is given its text: when a description is there, its token is used. */
const useToken = () => {
  const token = ui.specSelectors.specJson().getIn(['components', 'securitySchemes', 'auth', 'x-example'])
  if (token) ui.preauthorizeApiKey('auth', token)
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
