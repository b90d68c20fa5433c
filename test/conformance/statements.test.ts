import { join } from 'node:path'
import type { FastifyInstance, InjectOptions } from 'fastify'
import t from 'tap'
import { type Asked, type Page, readPages, type Statement } from '../../scripts/conformance/read.ts'
import type { JsonObject } from '../../scripts/contract/document.ts'
import { document, operation } from '../../src/contract/contract.ts'
import { pageFaults } from '../contract/rules/pages.ts'
import { ask, BOT, buildApp, type Got } from '../helper.ts'

// Statements of docs/conformance/ that say themselves what is asked and answered, or which field answers have.

type Fields = Readonly<Record<string, unknown>>

/** A request with what a statement changes in it. */
function changed(base: Asked, change: Asked): Asked {
  const merged = (a: Fields = {}, b: Fields = {}) => ({ ...a, ...b })
  return {
    ...base,
    ...change,
    path: { ...base.path, ...change.path },
    query: merged(base.query, change.query) as Asked['query'] & object,
    headers: merged(base.headers, change.headers) as Asked['headers'] & object,
    ...(change.body === null
      ? { body: null }
      : base.body || change.body
        ? { body: merged(base.body ?? {}, change.body ?? {}) }
        : {}),
  }
}

/** `query.start_date` as a change that takes it away. */
function without(place: string): Asked {
  const [where = '', name = ''] = place.split('.')
  return { [where]: { [name]: null } }
}

async function sent(app: FastifyInstance, id: string, asked: Asked): Promise<Got> {
  const op = operation(id)
  const path = (asked.url ?? op.path).replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(asked.path?.[name] ?? BOT),
  )
  const there = (fields: Fields = {}) =>
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== null)
  const query = new URLSearchParams(there(asked.query)).toString()
  const absent = Object.entries(asked.headers ?? {}).filter(([, value]) => value === null)
  const headers = {
    ...Object.fromEntries(there(asked.headers)),
    ...Object.fromEntries(absent.map(([name]) => [name, undefined])),
  }
  const body = asked.body ? Object.fromEntries(there(asked.body)) : undefined
  return await ask(
    app,
    (asked.method ?? op.method) as InjectOptions['method'],
    query === '' ? path : `${path}?${query}`,
    {
      body,
      headers,
    },
  )
}

const isInstant = (value: unknown) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)

const FORMS: Readonly<Record<string, (value: unknown) => boolean>> = {
  text: value => typeof value === 'string',
  integer: Number.isInteger,
  number: value => typeof value === 'number',
  boolean: value => typeof value === 'boolean',
  object: value => typeof value === 'object' && value !== null && !Array.isArray(value),
  list: Array.isArray,
  instant: isInstant,
  'instant or empty': value => value === '' || isInstant(value),
  'e-mail': value => typeof value === 'string' && /^[^\s@]+@[^\s@]+$/.test(value),
  'MMM DD YYYY': value => typeof value === 'string' && /^[A-Z][a-z]{2} \d\d \d{4}$/.test(value),
}

/** The values of a field in a body, undefined where what is around it has it not. */
function valuesOf(body: unknown, path: string): unknown[] {
  const steps = path.split('.')
  const inside = steps.slice(0, -1).reduce<unknown[]>((found, step) => found.flatMap(one => into(one, step)), [body])
  const last = steps.at(-1)!
  return inside.filter(one => typeof one === 'object' && one !== null).map(one => (one as Fields)[last])
}

function into(value: unknown, step: string): unknown[] {
  const inner = (value as Fields | undefined)?.[step.replace('[]', '')]
  return step.endsWith('[]') ? ((inner as unknown[] | undefined) ?? []) : inner === undefined ? [] : [inner]
}

const pages = readPages(join(import.meta.dirname, '../..'))
const app = buildApp(t)

t.test('the contract says of each field what the page says', async t => {
  t.strictSame(pageFaults(document() as JsonObject, pages), [])
})

for (const page of pages) {
  t.test(`${page.source}: its statements, by their numbers`, async t => {
    const answers = await Promise.all(page.answers.map(asked => sent(app, page.operation, asked)))
    t.ok(answers.every(answer => answer.status === 200))
    const bodies = answers.map(({ json }) => json as unknown)
    for (const { statements } of page.chapters) {
      for (const statement of statements) {
        const fault = statement.field === undefined ? await askedFault(page, statement) : fieldFault(statement, bodies)
        if (fault !== undefined) t.equal(fault, '', `${statement.number} ${statement.say}`)
      }
    }
  })
}

/** What is not as a statement says that asks something; an empty text: nothing; undefined: it asks nothing. */
async function askedFault(page: Page, { send, leave, gets, as }: Statement): Promise<string | undefined> {
  if (gets === undefined && as === undefined) return undefined
  const asked = changed(page.request, leave === undefined ? (send ?? {}) : without(leave))
  const { status, text, headers } = await sent(app, page.operation, asked)
  if (!String(headers['content-type']).startsWith('application/json')) return `it is ${headers['content-type']}`
  if (as === undefined) return status === gets ? '' : `the status is ${status}: ${text.slice(0, 200)}`
  const other = await sent(app, page.operation, changed(page.request, as))
  if (status !== 200 || other.status !== 200) return `the status is ${status} and ${other.status}`
  return text === other.text ? '' : 'the answers differ'
}

function fieldFault({ field = '', type = '', there, values = [] }: Statement, bodies: readonly unknown[]): string {
  const found = bodies.flatMap(body => valuesOf(body, field))
  const present = found.filter(value => value !== undefined)
  if (present.length === 0) return 'no answer has it'
  if (there !== 'sometimes' && present.length < found.length)
    return `${found.length - present.length} of ${found.length} have it not`
  const wrong = present.find(value => !FORMS[type]?.(value))
  if (wrong !== undefined) return `one is ${JSON.stringify(wrong)}`
  const missing = values.filter(value => !present.includes(value))
  return missing.length === 0 ? '' : `none is ${missing.join(', ')}`
}
