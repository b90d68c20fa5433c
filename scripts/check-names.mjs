// One name, one meaning: no two files of src/ declare the same name at their top level. The console is a program of its own, which
// shares nothing with the mock but types of the contract: its names are compared among themselves. node scripts/check-names.mjs [folder]
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import ts from 'typescript'

const ROOT = resolve(process.argv[2] ?? join(import.meta.dirname, '..'))
/** Means the same wherever it stands: Node's way to load what is no module. */
const SAME_EVERYWHERE = new Set(['require'])

/** Names that a file declares at its top level. */
function* namesOf(path) {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ESNext)
  for (const statement of file.statements) {
    if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) if (ts.isIdentifier(name)) yield name.text
    } else if (statement.name !== undefined && ts.isIdentifier(statement.name)) yield statement.name.text
  }
}

/** Name → files in which it is declared. */
const declared = new Map()
for (const name of readdirSync(join(ROOT, 'src'), { recursive: true })) {
  if (!/(?<!\.d)\.tsx?$/.test(name) || name.includes('generated')) continue
  const path = join(ROOT, 'src', name)
  const program = /^console[\\/]/.test(name) ? 'console: ' : ''
  for (const one of new Set(namesOf(path))) {
    const key = program + one
    declared.set(key, [...(declared.get(key) ?? []), relative(ROOT, path)])
  }
}
const double = [...declared].filter(([name, files]) => files.length > 1 && !SAME_EVERYWHERE.has(name))
for (const [name, files] of double) console.error(`${name} is declared in ${files.join(' and ')}`)
console.log(`${declared.size} names, ${double.length} of them in more than one file`)
process.exitCode = double.length > 0 ? 1 : 0
