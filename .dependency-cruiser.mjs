// Which room of src/ may import which: the drawing of the house. `npm run imports` holds the code to it, and
// `npm run rooms` writes it into docs/architecture.md.

/**
 * The rooms, from the ground up: a room imports only rooms that stand above it in this list.
 * `imports`: rooms; `types`: rooms of which it takes types only; `packages`: from npm; `node`: modules of Node. What is
 * not listed is not allowed.
 */
export const rooms = {
  memory: {},
  // What world and contract take from where they run, by the names `#generated` and `#names`: package.json says which files
  // these are on Node.
  platform: { node: ['module'], packages: ['@faker-js/faker'] },
  world: { imports: ['memory', 'platform'], packages: ['@date-fns/tz', 'seedrandom'] },
  contract: { imports: ['platform'] },
  errors: { imports: ['contract'] },
  // Certificates; nobody loads it but who speaks TLS.
  tls: {
    imports: ['errors'],
    packages: ['@peculiar/asn1-schema', '@peculiar/asn1-x509'],
    node: ['crypto', 'fs', 'net', 'os', 'path', 'timers/promises', 'tls'],
  },
  scenario: {
    imports: ['platform', 'world', 'contract', 'errors'],
    packages: ['ajv', 'yaml'],
    node: ['crypto', 'fs', 'module', 'path', 'url', 'worker_threads', 'zlib'],
  },
  apis: { imports: ['memory', 'world', 'contract'] },
  control: {
    imports: ['memory', 'world', 'contract', 'apis'],
    types: ['scenario'],
    packages: ['fast-jwt'],
    node: ['crypto', 'module'],
  },
  offload: { imports: ['memory', 'world', 'contract', 'scenario', 'apis'], node: ['os', 'v8', 'vm', 'worker_threads'] },
  // Files of what the APIs would give.
  export: {
    imports: ['memory', 'world', 'contract', 'apis', 'offload'],
    packages: ['hyparquet-writer'],
    node: ['os', 'worker_threads', 'zlib'],
  },
  mock: { imports: ['memory', 'world', 'contract', 'errors', 'scenario', 'control', 'offload'] },
  http: {
    imports: ['memory', 'world', 'contract', 'errors', 'apis', 'control', 'offload', 'mock'],
    types: ['scenario'],
  },
  admin: {
    imports: ['world', 'contract', 'errors', 'scenario', 'apis', 'control', 'offload', 'mock', 'http'],
    types: ['memory'],
    packages: ['@platformatic/prom-client', 'fastify'],
    node: ['crypto', 'fs', 'http', 'net', 'path', 'stream', 'timers/promises', 'url'],
  },
  // What replicas share by Valkey or Redis; nobody loads it but who names a store.
  store: {
    imports: ['memory', 'world', 'contract', 'errors', 'scenario', 'control'],
    types: ['mock'],
    packages: ['iovalkey'],
    node: ['crypto', 'module', 'os', 'v8', 'zlib'],
  },
  // The page that a browser loads: a client like any other, so it takes nothing from the house but the contract's types.
  console: {
    types: ['contract'],
    packages: [
      'preact',
      '@codemirror/autocomplete',
      '@codemirror/commands',
      '@codemirror/lang-yaml',
      '@codemirror/language',
      '@codemirror/lint',
      '@codemirror/state',
      '@codemirror/view',
      '@lezer/highlight',
    ],
  },
  fastify: {
    imports: ['memory', 'platform', 'contract', 'errors', 'apis', 'control', 'mock', 'http', 'admin'],
    types: ['scenario'],
    packages: ['fastify', '@fastify/cors', '@fastify/swagger', '@fastify/swagger-ui'],
    node: [
      'dns/promises',
      'fs/promises',
      'http',
      'http2',
      'net',
      'path',
      'timers/promises',
      'tls',
      'url',
      'util',
      'zlib',
    ],
  },
  cluster: {
    imports: ['memory', 'world', 'contract', 'scenario', 'apis', 'control', 'admin', 'fastify'],
    types: ['mock'],
    packages: ['fastify'],
    node: ['cluster', 'crypto', 'fs', 'http', 'os', 'path'],
  },
  embed: {
    imports: [
      'memory',
      'world',
      'contract',
      'errors',
      'scenario',
      'apis',
      'control',
      'export',
      'mock',
      'admin',
      'fastify',
      'tls',
    ],
    packages: ['fastify'],
    node: ['net'],
  },
  // Runs clients against mocks under trouble, and says whether what they stored is right.
  judge: {
    imports: ['world', 'contract', 'errors', 'control', 'http', 'embed'],
    types: ['scenario'],
    packages: ['hyparquet'],
    node: ['child_process', 'fs', 'fs/promises', 'http', 'net', 'os', 'path', 'util', 'zlib'],
  },
  check: {
    imports: ['contract'],
    packages: ['ajv', 'fast-jwt'],
    node: ['crypto', 'http', 'https', 'module', 'stream', 'tls'],
  },
  cli: {
    imports: [
      'memory',
      'world',
      'contract',
      'errors',
      'scenario',
      'apis',
      'control',
      'export',
      'mock',
      'admin',
      'fastify',
      'cluster',
      'store',
      'embed',
      'judge',
      'check',
      'tls',
    ],
    packages: ['fastify'],
    node: [
      'cluster',
      'crypto',
      'fs',
      'fs/promises',
      'net',
      'os',
      'path',
      'perf_hooks',
      'stream',
      'timers/promises',
      'util',
      'v8',
    ],
  },
}

/** The doors, by which packages and the command come in. */
const doors = {
  'index.ts': { imports: ['contract', 'apis', 'scenario', 'control', 'admin', 'embed'] },
  'testing.ts': { imports: ['embed', 'judge'] },
  'client.ts': { imports: ['contract'], packages: ['fast-jwt', 'openapi-fetch'], node: ['module'] },
  'cli.ts': { imports: ['cli'] },
}

const order = Object.keys(rooms)
for (const [name, { imports = [], types = [] }] of Object.entries(rooms)) {
  const wrong = [...imports, ...types].find(other => !order.slice(0, order.indexOf(name)).includes(other))
  if (wrong) throw new Error(`the room ${wrong} does not stand above ${name}, which is to import it`)
}

const oneOf = list => `(${list.map(name => name.replaceAll('.', '\\.')).join('|')})`

/** Two rules for the files at `path`: which values they may import and which types. */
function rulesFor(name, path, { imports = [], types = [], packages = [], node = [] }) {
  const values = [
    ...imports.map(room => `^src/${room}/`),
    ...(packages.length ? [`node_modules/${oneOf(packages)}/`] : []),
    ...(node.length ? [`^${oneOf(node)}$`] : []),
    ...(name in rooms ? [path] : []),
  ]
  const rule = (kind, to) => ({ name: `${name}: ${kind}`, severity: 'error', from: { path }, to })
  return [
    rule('values', { pathNot: values, dependencyTypesNot: ['type-only'] }),
    rule('types', { pathNot: [...values, ...types.map(room => `^src/${room}/`)], dependencyTypes: ['type-only'] }),
  ]
}

export default {
  forbidden: [
    { name: 'no circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no dead ends', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...order.flatMap(name => rulesFor(name, `^src/${name}/`, rooms[name])),
    ...Object.keys(doors).flatMap(name => rulesFor(name, `^src/${name.replace('.', '\\.')}$`, doors[name])),
    // A new folder of src/ is a new room: it has no arrows until it stands above.
    {
      name: 'no unknown rooms',
      severity: 'error',
      from: { path: '^src/', pathNot: [`^src/${oneOf(order)}/`, `^src/${oneOf(Object.keys(doors))}$`] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    preserveSymlinks: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
}
