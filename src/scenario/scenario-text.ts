import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type * as Yaml from 'yaml'
import { loadGenerated } from '#generated'
import { scenarioNames } from './list.ts'
import { scenarioDirectory } from './paths.ts'

const require = createRequire(import.meta.url)

/** The text of a shipped scenario, its line for editors left out; undefined: there is none of that name. */
export function shippedText(name: string): string | undefined {
  const file = join(scenarioDirectory, `${name}.yaml`)
  if (!scenarioNames().includes(name) || !existsSync(file)) return undefined
  return readFileSync(file, 'utf8').replace(/^# yaml-language-server:.*\n/, '')
}

/** A text that builds on a scenario by name or by path, and says nothing of its own yet. */
export const extendingText = (given: string): string =>
  `# What stands here holds over ${given}.\nextends: ${JSON.stringify(given)}\n`

/** What a scenario says, as YAML. */
export function yamlText(data: object): string {
  const { stringify } = require('yaml') as typeof Yaml
  return stringify(data, { lineWidth: 120, flowCollectionPadding: true })
}

/** The JSON schema that scenarios are checked by. */
export const scenarioSchema = (): object => loadGenerated('scenario.schema.json') as object
