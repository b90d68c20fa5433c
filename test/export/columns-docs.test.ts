import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { LISTED_KINDS } from '../../src/apis/listed.ts'
import { FLAT_COLUMNS } from '../../src/export/columns.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/export.md'), 'utf8')

t.test('docs/export.md has the columns that are written, with their types and in their order', async t => {
  for (const kind of LISTED_KINDS) {
    const section = page.split(`\n### ${kind}\n`)[1]?.split('\n### ')[0] ?? ''
    const told = [...section.matchAll(/^\| (`.*`) \| (\w+) \|$/gm)].flatMap(([, names = '', type]) =>
      names.split(', ').map(name => [name.replaceAll('`', ''), type]),
    )
    t.same(
      told,
      FLAT_COLUMNS[kind].map(({ name, type }) => [name, type]),
      kind,
    )
  }
})
