import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isObject, type Json, type JsonObject, type Operation, objectIn, operationsOf, resolve } from './document.ts'

/**
 * Puts the files of a description together, as one document whose references all lead to `components`. In the vendor's
 * description every field says where it comes from; the admin API is this project's own.
 */
export function bundle(root: string, file: string): JsonObject {
  const directory = mkdtempSync(join(tmpdir(), 'kore-contract-'))
  try {
    const output = join(directory, 'bundle.json')
    execFileSync(process.execPath, [join(root, 'node_modules/@redocly/cli/bin/cli.js'), 'bundle', file, '-o', output], {
      cwd: root,
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const document = JSON.parse(readFileSync(output, 'utf8')) as JsonObject
    if (file.endsWith('kore.yaml')) handSourcesDown(document)
    return document
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** Every field says where it comes from: one without a source of its own has that of the schema around it. */
function handSourcesDown(document: JsonObject): void {
  const missing: string[] = []
  for (const [name, schema] of Object.entries(objectIn(objectIn(document, 'components'), 'schemas'))) {
    if (!isObject(schema)) continue
    if (schema['x-source'] === undefined) missing.push(`schema ${name}`)
    handDown(schema, schema['x-source'])
  }
  for (const { operation } of operationsOf(document)) {
    if (operation['x-source'] === undefined) missing.push(operation.operationId)
    missing.push(...extensionsWithoutSource(operation))
    for (const parameter of (operation.parameters ?? []) as Json[]) {
      const found = resolve(document, parameter)
      if (found['x-source'] === undefined) missing.push(`${operation.operationId}: ${String(found.name)}`)
    }
  }
  if (missing.length > 0) throw new Error(`x-source is missing: ${missing.join(', ')}`)
}

/** Extensions of an operation with a source in themselves, and those that have it beside them. */
const BLOCKS = ['x-scope', 'x-quota', 'x-date-range', 'x-page']
const FLAGS = ['x-aliases', 'x-merge-query', 'x-needed', 'x-not-together', 'x-body-of']

function extensionsWithoutSource(operation: Operation): string[] {
  const beside = objectIn(operation, 'x-source-of')
  const isMissing = (name: string) =>
    operation[name] !== undefined && objectIn(operation, name)['x-source'] === undefined && beside[name] === undefined
  const needless = Object.keys(beside).filter(name => operation[name] === undefined)
  return [...[...BLOCKS, ...FLAGS].filter(isMissing), ...needless].map(name => `${operation.operationId}: ${name}`)
}

function handDown(schema: Json, source: Json | undefined): void {
  if (!isObject(schema) || '$ref' in schema) return
  const own = schema['x-source'] ?? source
  for (const [name, property] of Object.entries(objectIn(schema, 'properties'))) {
    if (!isObject(property)) continue
    if (!('$ref' in property) && property['x-source'] === undefined && own !== undefined) {
      objectIn(schema, 'properties')[name] = { ...property, 'x-source': own }
    }
    handDown(objectIn(schema, 'properties')[name] as Json, own)
  }
  handDown(schema.items as Json, own)
  handDown(schema.additionalProperties as Json, own)
}
