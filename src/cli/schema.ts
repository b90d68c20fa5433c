import { join } from 'node:path'
import { scenarioDirectory } from '../scenario/paths.ts'
import { readSource } from '../scenario/read.ts'

/** Prints the JSON schema of scenario files, the one that `validate` goes by, for editors and other programs. */
export function printSchema(): number {
  const { data } = readSource(join(scenarioDirectory, 'scenario.schema.yaml'))
  process.stdout.write(`${JSON.stringify(data, null, 2)}\n`)
  return 0
}
