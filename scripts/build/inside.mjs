// Which packages lie inside the built command, and which it finds in node_modules when it needs them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const { dependencies } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))

const INSIDE = new Set(['@date-fns/tz', '@fastify/cors', 'fast-jwt', 'fastify', 'seedrandom'])
/** Fastify loads them for schemas of routes: there are none. */
const NO_SCHEMAS = ['@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler']

/** For programs: what they find in node_modules; Fastify is in none, as it comes with what Node 20 is too old for (D263). */
export const withoutFramework = [...Object.keys(dependencies), ...NO_SCHEMAS]

/** For the command, which sends itself no requests without a socket. */
export const leftOut = [
  ...Object.keys(dependencies).filter(name => !INSIDE.has(name)),
  ...NO_SCHEMAS,
  'light-my-request',
]

/** A package that is loaded on first use hides behind `createRequire`; a plain `require` is as late, and can be followed. */
export const requireInside = {
  name: 'require-inside',
  setup(build) {
    build.onLoad({ filter: /src[\\/].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(
        /createRequire\(import\.meta\.url\)\(('[^']+')\)/g,
        'require($1)',
      ),
      loader: 'ts',
    }))
  },
}
