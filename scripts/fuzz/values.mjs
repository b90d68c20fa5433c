// Arbitrary values of a JSON schema: what the schema allows, with its edges drawn often.
import fc from 'fast-check'

/** Levels below which optional parts are left out. */
const DEEPEST = 6
const INSTANT_FORMATS = new Set(['iso-day-or-time', 'day-or-time', 'date-time', 'iso-date-time'])

/** Makes arbitraries for schemas of one document; `special(schema)` may give another for a schema. */
export function valuesIn(document, special = () => undefined) {
  const follow = schema => {
    let at = schema
    while (at?.$ref !== undefined) {
      const { $ref, ...rest } = at
      at = { ...pointed(document, $ref), ...rest }
    }
    return at ?? {}
  }
  const valuesOf = (given, level = 0) => {
    const schema = follow(given)
    const own = special(schema)
    if (own !== undefined) return own
    if (schema.const !== undefined) return fc.constant(schema.const)
    if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
    const branches = schema.oneOf ?? schema.anyOf
    if (branches !== undefined) return fc.oneof(...branches.map(branch => valuesOf(branch, level)))
    if (schema.allOf !== undefined)
      return valuesOf(Object.assign({}, schema, ...schema.allOf.map(follow), { allOf: undefined }), level)
    const types = [schema.type ?? 'any'].flat()
    return fc.oneof(...types.map(type => ofType(type, schema, level)))
  }
  const ofType = (type, schema, level) => {
    switch (type) {
      case 'integer':
        return integers(schema)
      case 'number':
        return fc.oneof(integers(schema), fc.double({ ...boundsOf(schema), noNaN: true, noDefaultInfinity: true }))
      case 'string':
        return texts(schema)
      case 'boolean':
        return fc.boolean()
      case 'null':
        return fc.constant(null)
      case 'array': {
        const { minItems = 0, maxItems = minItems + 3 } = schema
        const most = Math.max(minItems, Math.min(maxItems, minItems + 3))
        return fc.array(valuesOf(schema.items ?? {}, level + 1), { minLength: minItems, maxLength: most })
      }
      case 'object':
        return objects(schema, level)
      default:
        return fc.oneof(fc.string({ maxLength: 8 }), fc.integer(), fc.boolean())
    }
  }
  const objects = (schema, level) => {
    const required = schema.required ?? []
    const { minProperties = 0 } = schema
    const isWhole = level < DEEPEST || minProperties > 0
    const names = Object.keys(schema.properties ?? {}).filter(name => isWhole || required.includes(name))
    const known = fc.record(
      Object.fromEntries(names.map(name => [name, valuesOf(schema.properties[name], level + 1)])),
      { requiredKeys: required.filter(name => names.includes(name)) },
    )
    if (typeof schema.additionalProperties !== 'object')
      return minProperties === 0 ? known : known.filter(value => Object.keys(value).length >= minProperties)
    const keys =
      schema.propertyNames?.pattern === undefined ? NAMES : fc.stringMatching(new RegExp(schema.propertyNames.pattern))
    const more = fc
      .uniqueArray(fc.tuple(keys, valuesOf(schema.additionalProperties, level + 1)), {
        selector: ([key]) => key,
        minLength: minProperties,
        maxLength: minProperties + 2,
      })
      .map(Object.fromEntries)
    return fc.tuple(known, more).map(([some, others]) => ({ ...some, ...others }))
  }
  return { valuesOf, follow }
}

/** Names that anybody may choose, those of every object among them. */
export const NAMES = fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('constructor', '__proto__', 'toString', 'hasOwnProperty', '1', '<<', 'é', ' '),
  },
)

function boundsOf({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }) {
  const min = Math.max(minimum ?? -1e6, exclusiveMinimum === undefined ? -1e6 : exclusiveMinimum + 1e-3)
  const max = Math.min(
    maximum ?? Math.max(1e6, min + 1),
    exclusiveMaximum === undefined ? 1e9 : exclusiveMaximum - 1e-3,
  )
  return { min, max }
}

function integers(schema) {
  const { min, max } = boundsOf(schema)
  const least = Math.ceil(min)
  const most = Math.floor(max)
  return fc.oneof(
    fc.integer({ min: least, max: Math.min(most, least + 50) }),
    fc.constantFrom(least, most),
    fc.integer({ min: least, max: most }),
  )
}

const LOOK_AHEAD = /\(\?=[^()]{0,20}\)/g

function texts({ pattern, format, minLength = 0, maxLength = 40 }) {
  if (INSTANT_FORMATS.has(format)) return fc.constantFrom('2026-03-02', '2026-03-04', '2026-03-05T10:00:00.000Z')
  if (format === 'date') return fc.constantFrom('2026-03-02', '2026-03-08')
  if (format === 'time-zone') return fc.constantFrom('UTC', 'Asia/Kolkata', 'America/New_York')
  if (format === 'exact-duration') return fc.constantFrom('PT1H', 'P1D', 'PT30M', 'P1WT5S')
  if (format === 'object-id') return fc.stringMatching(/^[0-9a-f]{24}$/)
  if (pattern !== undefined) {
    // fast-check knows no look-ahead: the texts are made without, and those kept that fit with it.
    const whole = new RegExp(pattern)
    return fc
      .stringMatching(new RegExp(pattern.replaceAll(LOOK_AHEAD, '')))
      .filter(text => text.length >= minLength && whole.test(text))
  }
  const any = { minLength, maxLength: Math.max(minLength, Math.min(maxLength, 12)) }
  return fc.oneof(fc.string(any), fc.string({ ...any, unit: 'grapheme' }))
}

function pointed(document, ref) {
  return ref
    .replace(/^.*#\/?/, '')
    .split('/')
    .filter(part => part !== '')
    .reduce((at, part) => at[part.replaceAll('~1', '/').replaceAll('~0', '~')], document)
}
