/** The workflow, pipeline and compose examples are YAML, name files that exist, and agree with the Dockerfile. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

const root = join(import.meta.dirname, '..')
const read = (name: string) => readFileSync(join(root, name), 'utf8')
const port = /\bPORT=(\d+)/.exec(read('Dockerfile'))?.[1]

interface Step {
  run?: string
}
const actions = parse(read('examples/ci/github-actions.yml')) as {
  jobs: { test: { services: { kore: { ports: string[]; env: Record<string, string> } }; steps: Step[] } }
}
const gitlab = parse(read('examples/ci/gitlab-ci.yml')) as {
  test: { services: { alias: string; variables: Record<string, string> }[]; script: string[] }
}
const compose = parse(read('examples/ci/compose.yaml')) as {
  services: {
    kore: { build: string; ports: string[]; environment: Record<string, string> }
    consumer: { volumes: string[]; depends_on: object }
  }
}

assert.deepEqual(actions.jobs.test.services.kore.ports, [`${port}:${port}`])
assert.deepEqual(compose.services.kore.ports, [`${port}:${port}`])
assert.ok(existsSync(join(root, 'examples/ci', compose.services.kore.build, 'Dockerfile')))
assert.match(read('Dockerfile'), /^HEALTHCHECK /m, 'compose waits for it')

const commands = [...actions.jobs.test.steps.flatMap(step => step.run ?? []), ...gitlab.test.script]
for (const command of commands) {
  const file = /^node (\S+)/.exec(command)?.[1]
  assert.ok(file === undefined || existsSync(join(root, file)), command)
}
assert.ok(existsSync(join(root, 'examples/ci', compose.services.consumer.volumes[0]?.split(':')[0] ?? '')))

// Every setting that the examples use is one the command knows.
const help = read('src/cli/flags.ts')
const byName: [string | undefined, Record<string, string>][] = [
  [undefined, actions.jobs.test.services.kore.env],
  [gitlab.test.services[0]?.alias, gitlab.test.services[0]?.variables ?? {}],
  ['kore', compose.services.kore.environment],
]
const settings = byName.flatMap(([, variables]) => Object.keys(variables))
for (const [name, variables] of byName) {
  assert.ok(variables.KORE_MOCK_ADMIN_TOKEN, 'whoever steers it has a token')
  assert.equal(variables.KORE_MOCK_ALLOW_HOST, name, 'it may be called by the name that it has there')
}
for (const setting of settings) {
  const flag = setting.replace('KORE_MOCK_', '').toLowerCase().replaceAll('_', '-')
  assert.ok(help.includes(flag), `${setting} has no flag --${flag}`)
}
console.log(`${commands.length} commands, ${settings.length} settings: good`)
