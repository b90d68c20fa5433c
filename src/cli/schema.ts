import { scenarioSchema } from '../scenario/scenario-text.ts'

/** Prints the JSON schema of scenario files, the one that `validate` goes by, for editors and other programs. */
export function printSchema(): number {
  process.stdout.write(`${JSON.stringify(scenarioSchema(), null, 2)}\n`)
  return 0
}
