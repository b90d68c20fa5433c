import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'

const run = promisify(execFile)
const SCRIPT = join(import.meta.dirname, '../../scripts/check-own-keys.mjs')

/** What the check says of a project with this module, all lines of it. */
async function said(t: Test, lines: readonly string[]): Promise<string[]> {
  const own =
    'declare const bareMark: unique symbol\nexport interface Bare<V> { [name: string]: V; readonly [bareMark]: true }\n'
  const root = t.testdir({
    'tsconfig.json': JSON.stringify({
      compilerOptions: { strict: true, target: 'es2022', module: 'nodenext', types: [] },
    }),
    src: { contract: { 'own.ts': own }, http: { 'a.ts': lines.join('\n') } },
  })
  const { stderr } = await run(process.execPath, [SCRIPT, root]).catch((failed: { stderr: string }) => failed)
  return stderr.split('\n').filter(Boolean)
}

t.test('a text that looks up in an object is found', async t => {
  const lines = [
    'const table: Record<string, number> = {}',
    'export const get = (name: string) => table[name]',
    'export const has = (name: string) => name in table',
    'export const put = (name: string) => { table[name] = 1 }',
    "export const either = (name: string | undefined) => table[name ?? 'x']",
    'export const of = <Name extends string>(name: Name) => table[name]',
  ]
  t.same(await said(t, lines), [
    'src/http/a.ts:2 table[name]',
    'src/http/a.ts:3 name in table',
    'src/http/a.ts:4 table[name]',
    "src/http/a.ts:5 table[name ?? 'x']",
    'src/http/a.ts:6 table[name]',
    '5 look-ups find what every object has: use a Map, a Bare record or `own` (src/contract/own.ts)',
  ])
})

t.test('names of ours, numbers, loops, maps and bare records are none', async t => {
  const lines = [
    "import type { Bare } from '../contract/own.ts'",
    'const table: Record<string, number> = {}',
    "export const one = table.a, two = table['b'], three = 'a' in table",
    "export const of = (name: 'a' | 'b') => table[name]",
    'export const key = (name: keyof typeof here) => here[name]',
    'const here = { a: 1 }',
    'export const item = (list: readonly string[], i: number) => list[i]',
    'export const bare = (record: Bare<number>, name: string) => record[name]',
    'export const map = (all: Map<string, number>, name: string) => all.get(name)',
    'export function* loop() { for (const name in table) yield table[name] }',
  ]
  t.same(await said(t, lines), [])
})
