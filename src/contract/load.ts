import { createRequire } from 'node:module'

/**
 * What `npm run contract` has made lies in `generated/` beside this module, in the source tree and in `dist` alike. It is
 * loaded when it is needed: most runs of the mock use a few operations only.
 */
const require = createRequire(import.meta.url)

/** An error as Ajv reports it, as far as messages need it. */
export interface SchemaError {
  readonly instancePath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
}

/** Says whether a value meets a schema, and fills defaults in; afterwards `errors` holds what is wrong. */
export interface Validator {
  (value: unknown): boolean
  errors?: readonly SchemaError[] | null
}

/** The compiled parts of one operation. */
export interface Compiled {
  readonly query: Validator
  readonly headers: Validator
  readonly body?: Validator
  readonly answer?: (body: object) => string
  readonly row?: (row: object) => string
}

/** A generated module or table, by file name. Throws when `npm run contract` has not been run. */
export function loadGenerated(file: string): unknown {
  return require(`./generated/${file}`)
}
