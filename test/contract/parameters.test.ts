import t from 'tap'
import { type OperationId, operations, validate } from '../../src/contract/contract.ts'
import type { Row } from './row.ts'
import { BASE, ROWS } from './rows.ts'

type Fields = Record<string, unknown>

/** A good request of the operation with one parameter more; undefined: with that parameter left out. */
function ask(id: OperationId, { place, name }: Row, value: unknown) {
  const base = BASE[id] ?? {}
  const fields: Fields = { ...(base[place] as Fields | undefined), [name]: value }
  if (value === undefined) delete fields[name]
  return validate(id, { ...base, [place]: fields } as never)
}

for (const { operationId: id, parameters } of operations) {
  t.test(id, async t => {
    const rows = ROWS[id]
    const documented = parameters
      .filter(at => at.in !== 'path')
      .map(at => (at.in === 'header' ? `headers.${at.name.toLowerCase()}` : `${at.in}.${at.name}`))
    t.strictSame(rows.map(row => `${row.place}.${row.name}`).sort(), documented.sort(), 'the table has every parameter')

    for (const row of rows) {
      const { place, name } = row
      const property = `${place}.${name}`
      const required =
        row.needed ??
        parameters.some(at => at.required && at.name.toLowerCase() === name.toLowerCase() && placeOf(at.in) === place)

      const without = ask(id, row, undefined)
      t.strictSame(
        without.violations,
        required ? [{ property, message: 'is required' }] : [],
        `${property} ${required ? 'is required' : 'may be left out'}`,
      )
      t.strictSame((without.value[place] as Fields)[name], row.default, `default of ${property}`)

      for (const [sent, read = sent] of row.good) {
        const { value, violations } = ask(id, row, sent)
        t.strictSame(violations, [], `${property} takes ${shown(sent)}`)
        t.strictSame((value[place] as Fields)[name], read, `${property} ${shown(sent)} is read as ${shown(read)}`)
      }
      for (const [sent, message] of row.bad) {
        const { violations } = ask(id, row, sent)
        t.equal(violations.length, 1, `${property} refuses ${shown(sent)} with one violation`)
        t.equal(violations[0]?.property, property)
        const found = violations[0]?.message ?? ''
        t.equal(message.includes('; found') ? found : found.slice(0, message.length), message)
      }
    }
  })
}

function placeOf(at: string): string {
  return at === 'header' ? 'headers' : at
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 50)
}
