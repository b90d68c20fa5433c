import { listScenarios } from '../scenario/list.ts'

/** Prints the scenarios there are with what each is for. */
export function printScenarios(): number {
  const all = listScenarios()
  const width = Math.max(...all.map(({ name }) => name.length))
  for (const { name, description } of all) process.stdout.write(`${name.padEnd(width)}  ${description}\n`)
  return 0
}
