import { type FastifyInstance, fastify } from 'fastify'
import type { Mock } from '../mock/mock.ts'
import { LazyApp } from './lazy-app.ts'
import { noCompilers } from './no-compilers.ts'

const DOCUMENT_URLS = [
  '/openapi.json',
  '/openapi.yaml',
  '/openapi-admin.json',
  '/openapi-admin.yaml',
  '/docs',
  '/docs/*',
]

/**
 * Routes of what is no operation: health, documentation and the admin API, each loaded when it is first asked for.
 * @param adminApp makes what answers the admin API
 */
export function serveOwnRoutes(app: FastifyInstance, adminApp = () => makeAdmin(app.mock)): void {
  const docs = new LazyApp(app, async () => (await import('./docs.ts')).docsApp())
  const admin = new LazyApp(app, adminApp)
  app.get('/__admin/health', (_request, reply) => reply.send({ status: 'ok' }))
  app.get('/', (_request, reply) => reply.redirect('/docs'))
  for (const url of DOCUMENT_URLS) app.get(url, docs.handler)
  for (const url of ['/__admin', '/__admin/*']) {
    app.route({ method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], url, handler: admin.handler })
  }
}

async function makeAdmin(mock: Mock): Promise<FastifyInstance> {
  const { adminRoutes } = await import('../admin/routes.ts')
  const app = fastify({ schemaController: noCompilers })
  app.register(adminRoutes(mock))
  await app.ready()
  return app
}
