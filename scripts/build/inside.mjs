// Which packages lie inside of what is built, and which it finds in node_modules when it needs them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const { dependencies } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))

const INSIDE = new Set(['@date-fns/tz', '@fastify/cors', 'fast-jwt', 'fastify', 'seedrandom'])
/** Fastify loads them for schemas of routes: there are none. */
const NO_SCHEMAS = ['@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler']

/** What is found in node_modules when it is needed. */
export const leftOut = [...Object.keys(dependencies).filter(name => !INSIDE.has(name)), ...NO_SCHEMAS]

/**
 * What is loaded on first use hides behind `createRequire`. A plain `require` is as late; a package that it names can be followed, and
 * of what lies beside the built file the bytecode is kept.
 */
export const requireInside = {
  name: 'require-inside',
  setup(build) {
    build.onLoad({ filter: /src[\\/].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(
        /(?<!const require = )createRequire\(import\.meta\.url\)/g,
        'require',
      ),
      loader: 'ts',
    }))
  },
}

/** The client of the store lies in a file of its own: who names no store reads none of it. */
export const clientBeside = {
  name: 'client-beside',
  setup(build) {
    build.onResolve({ filter: /^iovalkey$/ }, () => ({ path: './store-client.cjs', external: true }))
  },
}

/**
 * What packages inside bring along for what never happens here, and what stands in its place: Fastify compares the versions that its plugins ask
 * for, which are pinned or inside too; fast-jwt reads asymmetric keys, where all tokens are signed with secrets (HS256 to HS512), and takes a
 * key that cannot be read for a wrong one.
 */
const STAND_INS = {
  semver: 'exports.coerce = version => version; exports.gt = () => false; exports.satisfies = () => true',
  'asn1.js': "exports.define = () => ({ decode() { throw new Error('kore-mock signs with secrets alone') } })",
}

export const standIns = {
  name: 'stand-ins',
  setup(build) {
    build.onResolve({ filter: /^(?:semver|asn1\.js)$/ }, ({ path }) => ({ path, namespace: 'stand-in' }))
    build.onLoad({ filter: /.*/, namespace: 'stand-in' }, ({ path }) => ({ contents: STAND_INS[path], loader: 'js' }))
  },
}
