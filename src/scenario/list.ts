import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { scenarioDirectory } from './paths.ts'

/** Files of the folder that are not scenarios. */
const OTHERS: ReadonlySet<string> = new Set(['scenario.schema', 'dashboards'])

/** Names of the shipped scenarios, `default` first. */
export function scenarioNames(): string[] {
  return readdirSync(scenarioDirectory)
    .filter(file => file.endsWith('.yaml'))
    .map(file => file.slice(0, -'.yaml'.length))
    .filter(name => !OTHERS.has(name))
    .sort((a, b) => (a === 'default' ? -1 : b === 'default' ? 1 : a < b ? -1 : 1))
}

/** The shipped scenarios and the first paragraph of the comment in each, for a person to choose from. */
export function listScenarios(): { name: string; description: string }[] {
  return scenarioNames().map(name => ({
    name,
    description: leadingComment(readFileSync(join(scenarioDirectory, `${name}.yaml`), 'utf8')),
  }))
}

/** A comment that is for editors: it names the schema. */
const FOR_EDITORS = /^#\s*yaml-language-server:/

/** The first paragraph of the comment at the top of a YAML text, on one line, without what is for editors. */
export function leadingComment(text: string): string {
  const lines: string[] = []
  for (const line of text.split(/\r?\n/)) {
    if (FOR_EDITORS.test(line)) continue
    const comment = /^#\s?(.*)$/.exec(line)?.[1]
    if (comment === undefined || comment.trim() === '') break
    lines.push(comment.trim())
  }
  return lines.join(' ')
}
