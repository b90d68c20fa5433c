import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** A request as a statement changes it: what is null is taken away. */
export interface Asked {
  readonly method?: string
  /** A path in place of the operation's. */
  readonly url?: string
  readonly path?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | null>>
  readonly headers?: Readonly<Record<string, string | null>>
  readonly body?: Readonly<Record<string, unknown>> | null
}

/** One sentence of a vendor's page, in our words, and what holds it. */
export interface Statement {
  /** `003.17`. */
  readonly number: string
  readonly say: string
  /** A test: `file › name`, where `…` stands for what differs. */
  readonly held?: string
  /** Why no test holds it. */
  readonly unheld?: string
  /** The ruling or decision by which the mock does something else. */
  readonly differs?: string
  /** Asked of a mock: a status, or the same answer as to another request. */
  readonly send?: Asked
  readonly leave?: string
  readonly gets?: number
  readonly as?: Asked
  /** Looked for in answers. */
  readonly field?: string
  readonly type?: string
  /** `here`: in every answer that is looked at, though the contract does not promise it. */
  readonly there?: 'always' | 'here' | 'sometimes'
  readonly values?: readonly (string | number)[]
}

/** The statements of one page. */
export interface Page {
  readonly source: string
  readonly title: string
  readonly operation: string
  readonly request: Asked
  readonly answers: readonly Asked[]
  readonly chapters: readonly { readonly title: string; readonly statements: readonly Statement[] }[]
}

type Written = Statement & { readonly means?: string }
type WrittenPage = Omit<Page, 'chapters'> & {
  readonly tests: Readonly<Record<string, string>>
  readonly chapters: readonly { readonly title: string; readonly statements: readonly Written[] }[]
}

/** The pages of docs/conformance/, in the order of their names. Throws for a test that a page does not name. */
export function readPages(root: string): Page[] {
  const folder = join(root, 'docs/conformance')
  return readdirSync(folder)
    .filter(name => name.endsWith('.yaml'))
    .sort()
    .map(name => pageOf(parse(readFileSync(join(folder, name), 'utf8')) as WrittenPage))
}

function pageOf({ tests, chapters, ...page }: WrittenPage): Page {
  let count = 0
  const numbered = (statement: Omit<Statement, 'number'>): Statement => {
    count += 1
    return { ...statement, number: `${page.source.slice(0, 3)}.${count}` }
  }
  const named = (held: string | undefined, what: string): string | undefined => {
    if (held === undefined) return undefined
    const test = Object.hasOwn(tests, held) ? tests[held] : undefined
    if (test === undefined) throw new Error(`${page.source}: "${what}" is held by ${held}, which is none of its tests`)
    return test
  }
  const spread = ({ means, held, differs, ...written }: Written): Statement[] => {
    const test = named(held, written.say ?? means ?? '')
    const rest = { ...(test === undefined ? {} : { held: test }), ...(differs === undefined ? {} : { differs }) }
    if (written.field === undefined) return [numbered({ ...written, ...rest })]
    // A field is two statements: that it is there and of which form, and what it means.
    const values =
      written.values === undefined ? '' : `; its values include ${written.values.map(v => `\`${v}\``).join(', ')}`
    const form = `\`${written.field}\` is ${FORMS[written.type ?? ''] ?? written.type}, ${WHERE[written.there ?? 'sometimes']}${values}.`
    return [numbered({ ...written, say: form }), numbered({ say: `\`${written.field}\`: ${means ?? ''}`, ...rest })]
  }
  return {
    ...page,
    chapters: chapters.map(({ title, statements }) => ({ title, statements: statements.flatMap(spread) })),
  }
}

const WHERE = { always: 'always there', here: 'there in every answer looked at', sometimes: 'there in some' } as const

const FORMS: Readonly<Record<string, string>> = {
  text: 'a text',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  list: 'a list',
  instant: 'an instant as ISO 8601',
  'instant or empty': 'an instant as ISO 8601, or empty',
  'e-mail': 'an e-mail address',
  'MMM DD YYYY': 'a day such as `Dec 01 2025`',
}
