// Of the types that the compiler writes, those that a door leads to: nobody can name the others.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Removes from a folder what none of the doors leads to. */
export function keepReachable(folder, doors) {
  const kept = new Set()
  const follow = file => {
    if (kept.has(file) || !existsSync(file)) return
    kept.add(file)
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:from |import\(?)'(\.[^']+)'/g)) {
      follow(join(dirname(file), path.replace(/(?:\.d)?\.[cm]?[tj]s$/, '.d.ts')))
    }
  }
  for (const door of doors) follow(join(folder, `${door}.d.ts`))
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name)
    if (entry.isFile() && !kept.has(file)) rmSync(file)
  }
}

/** A schema of the contract in its types, as `openapi-typescript` writes it. */
const SCHEMA = /^ {8}(\w+): [\s\S]*?;\n(?= {8}(?:\/\*\*|\w+:)| {4}\};)/gm
const REFERENCE = /components\["schemas"\]\["(\w+)"\]/g

/** Has the types of the contract as operations see it take from those for clients what is the same, as all but six schemas are. */
export function shareSchemas(folder) {
  const file = join(folder, 'types.d.ts')
  const text = readFileSync(file, 'utf8')
  const ofClients = schemasIn(readFileSync(join(folder, 'client-types.d.ts'), 'utf8'))
  const own = schemasIn(text)
  const schemas = new Map([...own.matchAll(SCHEMA)].map(([schema, name]) => [name, schema]))
  const same = new Set([...schemas.keys()].filter(name => ofClients.includes(schemas.get(name))))
  const leadsElsewhere = name => [...schemas.get(name).matchAll(REFERENCE)].some(([, other]) => !same.has(other))
  for (let before = 0; before !== same.size; ) {
    before = same.size
    for (const name of same) if (leadsElsewhere(name)) same.delete(name)
  }
  const shared = own.replaceAll(SCHEMA, (schema, name) =>
    same.has(name) ? `        ${name}: Sent["${name}"];\n` : schema,
  )
  const heading = "import type { components as sent } from './client-types.ts';\ntype Sent = sent['schemas'];\n"
  writeFileSync(file, heading + text.replace(own, () => shared))
}

function schemasIn(types) {
  const [schemas] = /\n {4}schemas: \{\n[\s\S]*?\n {4}\};/.exec(types) ?? []
  if (schemas === undefined) throw new Error('there are no schemas in the types of the contract')
  return schemas
}
