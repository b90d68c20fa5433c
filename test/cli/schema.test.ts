import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import t from 'tap'
import { parse } from 'yaml'
import { listScenarios, scenarioNames } from '../../src/scenario/list.ts'
import { COMMAND } from '../command.ts'

const SCENARIOS = join(import.meta.dirname, '../../scenarios')
const text = (file: string) => readFileSync(join(SCENARIOS, file), 'utf8')

interface Schema {
  readonly $ref?: string
  readonly description?: string
  readonly examples?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly [keyword: string]: unknown
}

const { status, stdout, stderr } = spawnSync(process.execPath, [...COMMAND, 'schema'], { encoding: 'utf8' })
const printed = JSON.parse(stdout) as Schema
const ajv = new Ajv2020({ strict: false })
const isScenario = ajv.compile(printed)

/** All schemas in a schema, with their JSON pointers. */
function* schemasIn(node: unknown, pointer = ''): Generator<[string, Schema]> {
  if (typeof node !== 'object' || node === null) return
  yield [pointer, node as Schema]
  for (const [key, inner] of Object.entries(node)) {
    if (key !== 'examples' && key !== 'enum') yield* schemasIn(inner, `${pointer}/${key}`)
  }
}

t.test('the schema that is printed is the one of the folder, and takes what is shipped', async t => {
  t.same([status, stderr], [0, ''])
  t.same(printed, parse(text('scenario.schema.yaml')))
  for (const name of scenarioNames()) t.ok(isScenario(parse(text(`${name}.yaml`))), name)
  t.notOk(isScenario({ evryBot: {} }), 'and not everything')
})

t.test('every setting has a description, and examples are good ones', async t => {
  let settings = 0
  let examples = 0
  for (const [pointer, schema] of schemasIn(printed)) {
    if (!pointer.includes('/oneOf/') && !pointer.endsWith('/properties')) {
      for (const [name, setting] of Object.entries(schema.properties ?? {})) {
        const target = setting.$ref === undefined ? undefined : ajv.getSchema(`scenario${setting.$ref}`)?.schema
        const description = setting.description ?? (target as Schema | undefined)?.description
        t.match(description, /\.$/, `${pointer}/properties/${name}`)
        settings += 1
      }
    }
    if (!Array.isArray(schema.examples)) continue
    const isGood = ajv.compile({ $ref: `scenario#${pointer.replaceAll('$', '%24')}` })
    for (const example of schema.examples) {
      t.ok(isGood(example), `${pointer}: ${JSON.stringify(example)}`)
      examples += 1
    }
  }
  t.ok(settings > 100 && examples > 60, `${settings} settings, ${examples} examples`)
})

t.test('the first line of a shipped file leads to its schema, and is no description', async t => {
  const files = [
    ...scenarioNames().map(name => `${name}.yaml`),
    ...readdirSync(join(SCENARIOS, 'packs')).map(name => `packs/${name}`),
  ]
  for (const file of files.filter(name => !name.endsWith('.schema.yaml'))) {
    const schema = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text(file))?.[1] ?? 'none'
    const ofPack = /\.[a-z]{2}\.yaml$/.test(file) ? './words.schema.yaml' : './pack.schema.yaml'
    t.equal(schema, file.startsWith('packs/') ? ofPack : './scenario.schema.yaml', file)
    t.ok(existsSync(join(SCENARIOS, dirname(file), schema)), file)
  }
  t.match(listScenarios()[0], { name: 'default', description: /^An everyday contact centre/ })
  for (const { name, description } of listScenarios()) t.notMatch(description, 'schema', name)
})
