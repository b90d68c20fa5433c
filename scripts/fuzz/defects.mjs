// What can be wrong with one field of a request, by its schema, and what the refusal must name.

const DEEP = `${'['.repeat(100)}${']'.repeat(100)}`

/**
 * The defects that can be planted into a request of an operation: { name, property, plant, isOfValue }. One of a value is none
 * where a field makes the others ignored (ruling R27).
 */
export function defectsOf({ op, parameters, schema, follow }) {
  const ofQuery = parameters.filter(one => one.in === 'query' && one.schema !== undefined)
  const account = parameters.some(one => one.in === 'header' && one.name === 'accountId')
  return [
    ...ofQuery.flatMap(({ name, required, schema: its }) => queryDefects(name, required, follow(its))),
    ...(account ? [defect('no accountId', 'headers.accountid', one => ({ ...one, headers: { accountid: '' } }))] : []),
    ...(schema?.type === 'object' ? bodyDefects(schema, follow) : []),
    ...rangeDefects(op.dateRange, op.reading?.notTogether ?? []),
    ...(op.reading?.notTogether ?? []).map(names =>
      together(names, op.reading.notTogether.flat(), follow(schema), follow),
    ),
    ...(op.method === 'POST' && schema !== undefined ? TEXT_DEFECTS : []),
  ]
}

const defect = (name, property, plant, isOfValue = false) => ({ name, property, plant, isOfValue })

function queryDefects(name, required, schema) {
  const property = `query.${name}`
  const wrong = wrongTexts(schema).map(([what, value, isOfValue]) =>
    defect(`${what} in ${property}`, property, one => ({ ...one, query: { ...one.query, [name]: value } }), isOfValue),
  )
  if (!required) return wrong
  return [...wrong, defect(`no ${property}`, property, one => ({ ...one, query: without(one.query, name) }))]
}

/** A range upside down, and one too long; neither beside what would be refused first. */
function rangeDefects(rule, notTogether) {
  if (rule === undefined) return []
  const place = rule.in
  const rivals = notTogether.flat().filter(name => name !== rule.from)
  const ranged = (name, from, to) => {
    const plant = one => ({
      ...one,
      [place]: { ...rivals.reduce(without, one[place]), [rule.from]: from, [rule.to]: to },
    })
    return defect(name, `${place}.${rule.to}`, plant, true)
  }
  const upsideDown = ranged('a range upside down', '2026-03-08', '2026-03-02')
  return rule.maxDays === undefined
    ? [upsideDown]
    : [upsideDown, ranged('a range too long', '2020-01-01', '2026-03-08')]
}

/** Two fields that exclude each other, each of them right; a third one would be named before them. */
function together(names, rivals, { properties }, follow) {
  const others = rivals.filter(name => !names.includes(name))
  const values = names.map(name => [name, rightValue(follow(properties[name]))])
  const name = `${names.join(' and ')} together`
  return defect(name, `body.${names[1]}`, one => ({
    ...one,
    body: { ...others.reduce(without, one.body), ...Object.fromEntries(values) },
  }))
}

const rightValue = schema => (schema.type === 'array' ? ['ms-1'] : '2026-03-02')

function bodyDefects({ properties = {}, required = [] }, follow) {
  const wrong = Object.entries(properties).flatMap(([name, its]) =>
    wrongValues(follow(its)).map(([what, value, isOfValue]) => {
      const plant = one => ({ ...one, body: { ...one.body, [name]: value } })
      return defect(`${what} in body.${name}`, `body.${name}`, plant, isOfValue)
    }),
  )
  const missing = required.map(name =>
    defect(`no body.${name}`, `body.${name}`, one => ({ ...one, body: without(one.body, name) })),
  )
  return [...wrong, ...missing]
}

const text = (name, property, sent, headers = {}) => defect(name, property, one => ({ ...one, text: sent, headers }))
const TEXT_DEFECTS = [
  text('broken JSON', 'body', '{"limit": '),
  text('a list as body', 'body', '[]'),
  text('a body that is too deep', 'body', `{"limit": ${DEEP}}`),
  text('a body that is no JSON', 'headers.content-type', '<limit/>', { 'content-type': 'application/xml' }),
]

/** Whether a request is good all the same: its only defect is a value that is ignored beside the ids it asks for. */
export function isIgnored({ op, body, text, defect }) {
  const name = op.reading?.ignoresOthers
  const ids = name === undefined || text !== undefined ? undefined : body?.[name]
  return Array.isArray(ids) && ids.length > 0 && defect.isOfValue && defect.property !== `body.${name}`
}

const without = (fields, name) => {
  const { [name]: _, ...rest } = fields ?? {}
  return rest
}

/** Texts that a field of a query cannot be; `true`: of the right type. */
function wrongTexts(schema) {
  if (schema.enum !== undefined) return [['an unknown word', 'nobody-knows', true]]
  if (schema.type === 'integer') {
    const { minimum, maximum } = schema
    return [
      ['a word for a number', 'many'],
      ['a fraction', '1.5'],
      ['too large a number', '1e999'],
      ['a hexadecimal number', '0x10'],
      ...(minimum === undefined ? [] : [['too small a number', minimum - 1, true]]),
      ...(maximum === undefined ? [] : [['too large a number', maximum + 1, true]]),
    ]
  }
  if (schema.type === 'boolean') return [['no truth value', 'maybe']]
  if (schema.format !== undefined && schema.type === 'string') return [['no such form', 'not-of-that-form', true]]
  return []
}

/** Values that a field of a body cannot be; `true`: of the right type. */
function wrongValues(schema) {
  switch (schema.type) {
    case 'integer':
      return [
        ['a text for a number', '20'],
        ['a fraction', 1.5],
        ['a number without end', 1e308],
        ...(schema.maximum === undefined ? [] : [['too large a number', schema.maximum + 1, true]]),
        ...(schema.minimum === undefined ? [] : [['too small a number', schema.minimum - 1, true]]),
      ]
    case 'boolean':
      return [['a number for a truth value', 7]]
    case 'array':
      return [
        ['a number for a list', 7],
        ...(schema.maxItems > 1000 || schema.maxItems === undefined
          ? []
          : [['too many items', Array(schema.maxItems + 1).fill('x')]]),
      ]
    case 'object':
      return [['a number for a mapping', 7]]
    case 'string':
      return [
        ['a mapping for a text', { x: 1 }],
        ...(schema.enum === undefined ? [] : [['an unknown word', 'nobody-knows', true]]),
        ...(schema.format === undefined ? [] : [['no such form', 'not-of-that-form', true]]),
      ]
    default:
      return []
  }
}
