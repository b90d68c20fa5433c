import type { FastifyServerOptions } from 'fastify'

/** No route has a schema for the framework to compile. */
const noCompiler = () => {
  throw new Error('routes are checked by the contract')
}

/**
 * For every application of ours: the contract brings its own validators and serialisers, so the framework's compilers,
 * a third of the time it takes to start, would be loaded for nothing.
 */
export const noCompilers: NonNullable<FastifyServerOptions['schemaController']> = {
  compilersFactory: { buildValidator: () => noCompiler, buildSerializer: () => noCompiler },
}
