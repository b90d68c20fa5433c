import type { Formats } from './formats.ts'
import type { AnyRowTemplate } from './row-templates.ts'

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

/** What stands around the rows of an answer, as JSON text. */
export interface Envelope {
  readonly head: string
  readonly tail: string
}

/** The compiled parts of one operation. */
export interface Compiled {
  readonly query: Validator
  readonly headers: Validator
  readonly body?: Validator
  /** In place of `query` and `body` where one field makes the others ignored: types alone, and all that is said of that field. */
  readonly ignored?: { readonly query: Validator; readonly body: Validator }
  readonly answer?: (body: object) => string
  readonly row?: (row: object) => string
  readonly envelope?: (body: object) => Envelope
  readonly template?: AnyRowTemplate
}

/** What a generated module exports: its parts, made with the formats that their validators ask. */
export type Compile = (formats: Formats) => Compiled

/**
 * Gives a file that `npm run contract` has made, by its name: a table as its value, a module as what it exports. It is
 * called when the file is first needed, as most runs of the mock use a few operations only.
 */
export type LoadGenerated = (file: string) => unknown
