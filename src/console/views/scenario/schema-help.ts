import type { YamlPlace } from './yaml-place.ts'

/** As much of a JSON schema as scenarios use. */
interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly oneOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly examples?: readonly unknown[]
  readonly $defs?: Readonly<Record<string, Schema>>
}

/** Something that may be written at a place. */
export interface Offer {
  readonly text: string
  readonly kind: 'name' | 'value'
  readonly about: string
}

/** What a schema allows, asked by place. */
export class SchemaHelp {
  readonly #root: Schema

  constructor(root: object) {
    this.#root = root as Schema
  }

  /** What may be written at a place: names of settings, or values where these are few or there are examples. */
  offersAt({ path, name }: YamlPlace): Offer[] {
    const here = this.#below([this.#root], path)
    if (name === undefined) return this.#names(here)
    return this.#values(this.#below(here, [name]))
  }

  #names(schemas: readonly Schema[]): Offer[] {
    const found = new Map<string, Offer>()
    for (const { properties = {} } of schemas) {
      for (const [text, schema] of Object.entries(properties)) {
        found.set(text, { text, kind: 'name', about: this.#aboutOf(schema) })
      }
    }
    return [...found.values()]
  }

  #values(schemas: readonly Schema[]): Offer[] {
    const found = new Map<string, Offer>()
    for (const { enum: words = [], const: only, examples = [], type, description = '' } of schemas) {
      const fixed = [...words, ...(only === undefined ? [] : [only]), ...(type === 'boolean' ? [true, false] : [])]
      for (const value of [...fixed, ...examples]) {
        const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
        found.set(text, {
          text,
          kind: 'value',
          about: fixed.includes(value) ? description : `for example. ${description}`,
        })
      }
    }
    return [...found.values()]
  }

  /** Schemas of what stands below others, all that are possible. */
  #below(schemas: readonly Schema[], path: readonly string[]): Schema[] {
    let here = schemas.flatMap(schema => this.#forms(schema))
    for (const part of path) {
      here = here.flatMap(schema => {
        const inner = part === '*' ? schema.items : (schema.properties?.[part] ?? schema.additionalProperties)
        return typeof inner === 'object' ? this.#forms(inner) : []
      })
    }
    return here
  }

  /** A schema with its references followed, and each of its alternatives. */
  #forms(schema: Schema, depth = 0): Schema[] {
    if (depth > 8) return []
    const { $ref, oneOf = [], anyOf = [], allOf = [] } = schema
    const named = $ref === undefined ? undefined : this.#root.$defs?.[$ref.split('/').at(-1) ?? '']
    const others = [...(named === undefined ? [] : [named]), ...oneOf, ...anyOf, ...allOf]
    return [schema, ...others.flatMap(other => this.#forms(other, depth + 1))]
  }

  #aboutOf(schema: Schema): string {
    return this.#forms(schema).find(({ description }) => description !== undefined)?.description ?? ''
  }
}
