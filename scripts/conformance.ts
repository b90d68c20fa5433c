/**
 * `npm run conformance`: writes docs/conformance.md from the pages of docs/conformance/ and checks that each test which they name
 * is there, and each ruling. `--check`: writes nothing, and ends with 1 when the document is stale.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Page, readPages, type Statement } from './conformance/read.ts'

const ROOT = join(import.meta.dirname, '..')
const FILE = join(ROOT, 'docs/conformance.md')
/** The tests that ask what a statement says itself. */
const BY_NUMBER = 'test/conformance/statements.test.ts'

/** Names of the tests of a file, `…` for what differs; by file. */
const names = new Map<string, readonly string[]>()

function testsOf(file: string): readonly string[] {
  let found = names.get(file)
  if (found === undefined) {
    const text = existsSync(join(ROOT, file)) ? readFileSync(join(ROOT, file), 'utf8') : ''
    const written = [...text.matchAll(/\btest\(\s*(?:'((?:[^'\\]|\\.)*)'|`((?:[^`\\]|\\.)*)`|"([^"]*)")/g)]
    // What a table of a test calls its rows.
    const rows = [...text.matchAll(/\bname: '((?:[^'\\]|\\.)*)'/g)]
    found = [...written, ...rows].map(match =>
      (match[1] ?? match[2] ?? match[3] ?? '').replace(/\$\{(?:[^{}]|\{[^}]*\})*\}/g, '…'),
    )
    names.set(file, found)
  }
  return found
}

/** Whether a file has a test of that name, be it that of a row of its table. */
function isTest(held: string): boolean {
  const [file = '', name = ''] = held.split(' › ')
  const known = testsOf(file)
  return (
    known.includes(name) || known.some(row => name.startsWith('5: ') && known.includes('5: …') && row === name.slice(3))
  )
}

function faultsOf(
  { number, held, unheld, differs, gets, as, field }: Statement,
  rulings: ReadonlySet<string>,
): string[] {
  const asks = gets !== undefined || as !== undefined || field !== undefined
  return [
    ...(held === undefined && unheld === undefined && !asks ? [`${number} is held by nothing`] : []),
    ...(held !== undefined && !isTest(held) ? [`${number}: there is no test ${held}`] : []),
    ...(differs !== undefined && !rulings.has(differs) ? [`${number}: there is no ruling ${differs}`] : []),
  ]
}

function holder({ held, unheld }: Statement): string {
  if (unheld !== undefined) return `not held: ${unheld}`
  if (held === undefined) return 'by its number'
  const [file = '', name = ''] = held.split(' › ')
  return `${name.replaceAll('|', '\\|').replaceAll('<', '&lt;')} (${file})`
}

function render(pages: readonly Page[]): string {
  const all = pages.flatMap(page => page.chapters.flatMap(chapter => chapter.statements))
  const differing = all.filter(({ differs }) => differs !== undefined)
  const open = all.filter(({ unheld }) => unheld !== undefined)
  const lines = [
    '# Conformance',
    '',
    `What the vendor's five pages say, in our words: ${all.length} statements, each with the test that holds it. For ${differing.length} a ruling or decision counts: the mock`,
    `does something else, or the page is silent or at odds with itself. ${open.length} are held by no test. Made by \`npm run conformance\` from the files of \`docs/conformance/\`;`,
    'the pages are named in [sources.md](sources.md), the rulings stand in [rulings.md](rulings.md).',
    '',
    `"By its number" is a test of that number in ${BY_NUMBER}: it sends the request, or looks for the field in answers.`,
    '',
    '| Page | Statements | Differ | Not held |',
    '|---|---|---|---|',
  ]
  for (const page of pages) {
    const own = page.chapters.flatMap(chapter => chapter.statements)
    const count = (test: (statement: Statement) => boolean) => own.filter(test).length
    lines.push(
      `| ${page.source} ${page.title} | ${own.length} | ${count(s => s.differs !== undefined)} | ${count(s => s.unheld !== undefined)} |`,
    )
  }
  for (const page of pages) {
    lines.push('', `## ${page.source}`, '', `${page.title}.`)
    for (const { title, statements } of page.chapters) {
      lines.push(
        '',
        `### ${page.source.slice(0, 3)} ${title}`,
        '',
        '| No | Statement | Held by | By ruling |',
        '|---|---|---|---|',
      )
      for (const statement of statements) {
        lines.push(`| ${statement.number} | ${statement.say} | ${holder(statement)} | ${statement.differs ?? ''} |`)
      }
    }
  }
  return `${lines.join('\n')}\n`
}

const pages = readPages(ROOT)
const rulings = new Set(
  [...readFileSync(join(ROOT, 'docs/rulings.md'), 'utf8').matchAll(/^#+ ([RD]\d+)/gm)].map(([, name]) => name ?? ''),
)
const faults = pages.flatMap(page =>
  page.chapters.flatMap(chapter => chapter.statements.flatMap(one => faultsOf(one, rulings))),
)
for (const fault of faults) console.error(fault)
const text = render(pages)
const isStale = !existsSync(FILE) || readFileSync(FILE, 'utf8') !== text
if (!process.argv.includes('--check')) writeFileSync(FILE, text)
else if (isStale) console.error('docs/conformance.md is stale: npm run conformance')
if (faults.length > 0 || (isStale && process.argv.includes('--check'))) process.exitCode = 1
else console.log(text.split('\n').find(line => line.includes('statements, each')))
