import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'

const run = promisify(execFile)
const SCRIPT = join(import.meta.dirname, '../../scripts/check-module-state.mjs')

/** What the check says of a project with these files in `src/`, all lines of it. */
async function said(t: Test, files: Readonly<Record<string, string>>): Promise<string[]> {
  const root = t.testdir({ src: files })
  const { stdout, stderr } = await run(process.execPath, [SCRIPT, '--all', root]).catch(
    (failed: { stdout: string; stderr: string }) => failed,
  )
  return `${stdout}${stderr}`.split('\n').filter(Boolean)
}

t.test('what a module keeps and changes later is state', async t => {
  const store = [
    'export class Store { put(): void {} }',
    'let last = 0',
    'const known = new Map<string, number>()',
    'export const shared: number[] = []',
    'const box = { of: { count: 0 } }',
    'const store = new Store()',
    'export class Counter { static count = 0; static readonly all: string[] = [] }',
    'const memo = keep()',
    'function keep(): () => number { const made = new Map(); return () => made.size }',
    'export function ask(text: string): unknown {',
    '  last = text.length',
    '  known.set(text, last)',
    '  box.of.count++',
    '  Counter.count += 1',
    '  Counter.all.push(text)',
    '  store.put()',
    '  return memo',
    '}',
  ].join('\n')
  const other = "import { shared as list } from './store.ts'\nexport const add = () => list.push(1)\n"
  t.same(await said(t, { 'store.ts': store, 'other.ts': other }), [
    'src/store.ts:2 last: written by =',
    'src/store.ts:3 known: changed by .set()',
    'src/store.ts:4 shared: changed by .push()',
    'src/store.ts:5 box: changed by ++',
    'src/store.ts:6 store: an object of a class of ours',
    'src/store.ts:7 count: written by +=',
    'src/store.ts:7 all: changed by .push()',
    'src/store.ts:8 memo: a function that keeps something',
    '8 things outlive a mock: they belong into an object that a mock owns (docs/architecture.md)',
  ])
})

t.test('constants, what is made once and what hangs on objects are none', async t => {
  const constants = [
    'const table = new Map<string, number>()',
    "for (const name of ['a', 'b']) table.set(name, table.size)",
    'const list = [3, 1, 2].sort()',
    'const of = new WeakMap<object, number>()',
    'const lengthOf = memoize((text: object) => String(text).length)',
    'function memoize<T>(make: (from: object) => T): (from: object) => T {',
    '  const known = new WeakMap<object, T>()',
    '  return from => known.get(from) ?? make(from)',
    '}',
    'class Lengths {',
    '  readonly #of = memoize((from: object) => String(from).length)',
    '  of(from: object): number { return this.#of(from) }',
    '}',
    'const lengths = new Lengths()',
    'let slow: number[] | undefined',
    'export function ask(from: object): unknown {',
    '  slow ??= [1]',
    '  const table = new Map<string, number>()',
    "  table.set('another of that name', 1)",
    '  of.set(from, lengthOf(from))',
    '  return [list.length, table.size, lengths.of(from)]',
    '}',
  ].join('\n')
  t.same(await said(t, { 'constants.ts': constants }), [
    'constant  src/constants.ts:4 of: hangs on objects',
    'constant  src/constants.ts:5 lengthOf: hangs on objects',
    'constant  src/constants.ts:14 lengths: hangs on objects',
    'constant  src/constants.ts:15 slow: made when first needed',
  ])
})
