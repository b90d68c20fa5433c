/**
 * Keeps README.md and docs/ true: runs the code blocks that can be run against a mock, checks the others, and fills in what is
 * made from elsewhere. `--check` only says whether the pages are as they would be written (exit 1: they are not).
 *
 * What stands behind the language of a block says what is done with it: `sh curl` is run and its answer put below, `sh run` and
 * `js run` are run and must end with 0, `yaml scenario` is validated; all others are only parsed. `<!-- file PATH -->` and
 * `<!-- banner -->`, `<!-- flags -->`, `<!-- help COMMAND -->` are followed by the block that is made for them.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { answersOf } from './docs/answers.ts'
import { checkBlock, removeWorkshop, type Serving } from './docs/blocks.ts'
import { filled } from './docs/fill.ts'
import { deadLinks } from './docs/links.ts'
import { serveMock } from './docs/serve.ts'

const ROOT = join(import.meta.dirname, '..')
/** Its pages are for users: their code is run. */
const PAGES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...docs()]
const check = process.argv.includes('--check')
const complaints: string[] = []
const counts = { run: 0, parsed: 0 }

const serving: Serving = await serveMock(ROOT)
try {
  for (const page of PAGES) await keep(page)
  complaints.push(...deadLinks(ROOT, PAGES))
} finally {
  await serving.stop()
  removeWorkshop()
}
for (const complaint of complaints) console.error(complaint)
console.log(
  `${PAGES.length} pages: ${counts.run} code blocks run, ${counts.parsed} parsed, ${complaints.length} faults`,
)
process.exitCode = complaints.length > 0 ? 1 : 0

async function keep(page: string): Promise<void> {
  const old = readFileSync(join(ROOT, page), 'utf8')
  const text = await answersOf(filled(old, ROOT, serving), serving)
  if (text !== old && check)
    complaints.push(`${page} is not what it would be: ${firstChange(old, text)}; npm run docs writes it`)
  if (text !== old && !check) writeFileSync(join(ROOT, page), text)
  for (const block of text.matchAll(/^```(\w+)([^\n]*)\n([\s\S]*?)^```$/gm)) {
    const [, language = '', kind = '', code = ''] = block
    const line = text.slice(0, block.index).split('\n').length
    const { fault, isRun } = await checkBlock({ language, kind: kind.trim(), code }, serving)
    counts[isRun ? 'run' : 'parsed'] += 1
    if (fault !== undefined) complaints.push(`${page}:${line}: ${fault}`)
  }
}

/** The first line that differs, as it stands and as it would be. */
function firstChange(old: string, text: string): string {
  const [before, after] = [old.split('\n'), text.split('\n')]
  const at = after.findIndex((line, i) => line !== before[i])
  return `line ${at + 1} is ${JSON.stringify(before[at] ?? '')}, and would be ${JSON.stringify(after[at] ?? '')}`
}

function docs(): string[] {
  const names = readdirSync(join(ROOT, 'docs')).filter(name => name.endsWith('.md'))
  return names.map(name => `docs/${name}`)
}
