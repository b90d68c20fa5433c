import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import standalone from 'ajv/dist/standalone/index.js'
import { parse } from 'yaml'
import { asOneFile } from './as-one-file.ts'
import { isObject, type Json, type JsonObject } from './document.ts'

/** This one is shown to editors too, as JSON: to read it as YAML takes 0.3 s. */
const SHOWN = 'scenarios/scenario.schema.yaml'

/** Schemas of what users write, by the name of what is made of them: to read and compile one takes 0.3 s of processor time. */
const SHAPES: Readonly<Record<string, string>> = {
  'shape.scenario.cjs': SHOWN,
  'shape.story.cjs': 'scenarios/stories/story.schema.yaml',
}

/** What is said to people alone. */
const SAID: ReadonlySet<string> = new Set(['description', 'title', 'examples', '$comment'])

/** Their validators as modules that need nothing else, by file name, and the schema that is shown. Errors have what they are about and the schema beside it. */
export async function compileShapes(root: string): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  for (const [name, file] of Object.entries(SHAPES)) {
    const whole = parse(readFileSync(join(root, file), 'utf8')) as JsonObject
    if (file === SHOWN) files.set('scenario.schema.json', JSON.stringify(whole))
    const schema = withoutWords(whole)
    const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false, code: { source: true, optimize: 2 } })
    files.set(name, await asOneFile(standalone.default(ajv, ajv.compile(schema as JsonObject))))
  }
  return files
}

/** A schema without the words that explain it. A property may be called as such words are. */
function withoutWords(node: Json, areNames = false): Json {
  if (Array.isArray(node)) return node.map(part => withoutWords(part))
  if (!isObject(node)) return node
  const kept = Object.entries(node).filter(([name]) => areNames || !SAID.has(name))
  return Object.fromEntries(
    kept.map(([name, part]) => [
      name,
      withoutWords(part as Json, !areNames && (name === 'properties' || name === '$defs')),
    ]),
  )
}
