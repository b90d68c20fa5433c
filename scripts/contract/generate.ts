import { bundle } from './bundle.ts'
import { compileOperations, examplesOf } from './compile.ts'
import { describeOperations } from './meta.ts'
import { compileShapes } from './shapes.ts'
import { generateClientTypes, generateTypes } from './types.ts'

/** The descriptions there are: name of their generated files, root file, file of their types. */
const DOCUMENTS = [
  { name: 'kore', file: 'openapi/kore.yaml', types: 'types.ts' },
  { name: 'admin', file: 'openapi/admin.yaml', types: 'admin-types.ts' },
]

/** Everything that is made from the contract, as text by file name. */
export async function generate(root: string): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  for (const { name, file } of DOCUMENTS) {
    const document = bundle(root, file)
    files.set(`${name}.json`, JSON.stringify(document))
    files.set(`${name}.operations.json`, JSON.stringify(describeOperations(document)))
    files.set(`${name}.examples.json`, JSON.stringify(examplesOf(document)))
    const modules = await compileOperations(document, name)
    for (const [module, code] of modules) files.set(module, code)
  }
  for (const [name, text] of await compileShapes(root)) files.set(name, text)
  for (const [name, text] of await generateAllTypes(root)) files.set(name, text)
  return files
}

/** The types alone, as text by file name. */
export async function generateAllTypes(root: string): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  for (const { file, types } of DOCUMENTS) files.set(types, await generateTypes(bundle(root, file)))
  files.set('client-types.ts', await generateClientTypes(bundle(root, DOCUMENTS[0]!.file)))
  return files
}
