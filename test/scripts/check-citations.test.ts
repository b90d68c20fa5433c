import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t, { type Test } from 'tap'
// @ts-expect-error a script has no types
import { misses } from '../../scripts/check-citations.mjs'

const PAGES = {
  'docs/vendor-facts.md': '# Facts\n\n## 6 Sessions\n\n### 6.1 Request\n\n### 6.2 Answer\n',
  'docs/rulings.md': '# Rulings\n\n### R1 One\n\n### R2 Two\n\n### R3 Three\n\n### D1 A decision\n',
  'docs/sources.md': '# Sources\n\n### 000_0123456789abcdef\n',
}

/** What is found missing in a project of these files beside the pages that are cited. */
function found(t: Test, files: Readonly<Record<string, string>>): string[] {
  const root = t.testdir({})
  for (const [path, text] of Object.entries({ ...PAGES, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return misses(root) as string[]
}

t.test('citations of what is there are no misses', async t => {
  const code = [
    '/** As facts 6 and 6.1 say, ruling R1, rulings R1 to R3, decision D1 and 000_0123456789abcdef; see `world/ids.ts`. */',
    '// Over the end of a line: rulings R1,',
    '// R2 and R3; docs/rulings.md has them, and so has `src/world/`.',
    'const url = "/docs/openapi.json", name = "none.ts" // what strings say is not looked at',
  ].join('\n')
  t.same(
    found(t, { 'src/world/ids.ts': code, 'README.md': 'See [R1](docs/rulings.md#r1-one), D1 and `src/*/ids.ts`.\n' }),
    [],
  )
})

t.test('each citation that leads nowhere is named with its place', async t => {
  const code = [
    '/** Good: facts 6.2.',
    ' * Bad: facts 6.2, 16 and',
    ' * 7.1; rulings R2 to R5. */',
    'x // decision D9',
    'y // 009_0123456789abcdef',
  ].join('\n')
  t.same(found(t, { 'src/a.ts': code }), [
    'src/a.ts:2: "facts 6.2, 16 and * 7.1": docs/vendor-facts.md has no heading 16',
    'src/a.ts:2: "facts 6.2, 16 and * 7.1": docs/vendor-facts.md has no heading 7.1',
    'src/a.ts:3: "rulings R2 to R5": docs/rulings.md has no heading R4',
    'src/a.ts:3: "rulings R2 to R5": docs/rulings.md has no heading R5',
    'src/a.ts:4: "decision D9": docs/rulings.md has no heading D9',
    'src/a.ts:5: "009_0123456789abcdef": docs/sources.md has no heading 009_0123456789abcdef',
  ])
})

t.test('so is each path in a comment or a document', async t => {
  const files = {
    'src/a.ts': '// See `b.ts`, `x/a.ts`, src/c.ts, design.md and `rooms/`.\n',
    'openapi/kore.yaml': '# Made by scripts/none.mjs\nservers: [{ url: /openapi.json }]\n',
    'docs/page.md':
      'R4 and `src/none/`.\n\n```sh\nnode my.mjs src/none.ts\n```\n\n[a](none.md) [b](rulings.md#r9) [c](#here)\n\n# Here\n',
  }
  t.same(found(t, files), [
    'docs/page.md:1: "R4": docs/rulings.md has no heading R4',
    'docs/page.md:1: src/none/ does not exist',
    'docs/page.md:4: src/none.ts does not exist',
    'docs/page.md:7: no file is called none.md',
    'docs/page.md:7: link to none.md: there is no docs/none.md',
    'docs/page.md:7: link to rulings.md#r9: docs/rulings.md has no such heading',
    'openapi/kore.yaml:1: scripts/none.mjs does not exist',
    'src/a.ts:1: src/c.ts does not exist',
    'src/a.ts:1: no folder is called rooms/',
    'src/a.ts:1: no file is called b.ts',
    'src/a.ts:1: no file is called x/a.ts',
    'src/a.ts:1: no file is called design.md',
  ])
})
