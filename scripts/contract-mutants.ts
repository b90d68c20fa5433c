/**
 * `npm run contract:mutants`: takes each rule of the contract out in turn, widens each bound by one, and asks what the tests of the
 * contract ask: which of them notices? Ends with 1 when there is a rule of which nobody would miss it. `--all` lists what
 * noticed each.
 *
 * What is expected stands in test/contract/: tables of requests (`rows.ts`, `rules/`), what the vendor's pages say of fields
 * (docs/conformance/), and a record of what answers look like, which people read when it changes. Nothing of it is drawn from the document that loses a rule.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OperationId } from '../src/contract/contract.ts'
import { adminFaults, documentFaults, requestFaults } from '../test/contract/rules/core.ts'
import { pageFaults } from '../test/contract/rules/pages.ts'
import { type Page, readPages } from './conformance/read.ts'
import { isObject, type JsonObject, operationsOf, requestBodyOf, resolve } from './contract/document.ts'
import { answerRules } from './mutants/answer-rules.ts'
import { contractOf } from './mutants/in-memory.ts'
import { type Mutation, mutationsOf } from './mutants/mutations.ts'

const ROOT = join(import.meta.dirname, '..')
const LOOK_AT_ALL = process.argv.includes('--all')

/** Who notices a rule that is missing, in the order in which they are asked. */
type Noticed = 'requests' | 'paths' | 'pages' | 'answers' | 'a crash' | 'nobody'

interface Net {
  readonly document: JsonObject
  /** Operations whose requests depend on an object of the document. */
  readonly operationsOf: ReadonlyMap<object, ReadonlySet<string>>
  readonly faults: (id: string) => readonly string[]
  /** What the vendor's pages say of answers. */
  readonly pages: readonly Page[]
  readonly record: string
}

function netOf(name: 'kore' | 'admin'): Net {
  const document = JSON.parse(readFileSync(join(ROOT, `src/contract/generated/${name}.json`), 'utf8')) as JsonObject
  const ask = name === 'kore' ? requestFaults : adminFaults
  return {
    document,
    operationsOf: reachedByRequests(document),
    faults: id => ask(contractOf(document), id as OperationId),
    pages: name === 'kore' ? readPages(ROOT) : [],
    record: readFileSync(join(ROOT, `test/contract/rules/answers.${name}.txt`), 'utf8'),
  }
}

/** Which operations' requests each object of the document says something about. */
function reachedByRequests(document: JsonObject): Map<object, Set<string>> {
  const reached = new Map<object, Set<string>>()
  const reach = (part: unknown, id: string): void => {
    if (Array.isArray(part)) for (const item of part) reach(item, id)
    if (!isObject(part) || reached.get(part)?.has(id)) return
    reached.set(part, (reached.get(part) ?? new Set()).add(id))
    if (typeof part.$ref === 'string') reach(resolve(document, part), id)
    for (const inner of Object.values(part)) reach(inner, id)
  }
  for (const { operation } of operationsOf(document)) {
    const { responses: _answers, ...request } = operation
    reach(request, operation.operationId)
    reach(requestBodyOf(document, operation), operation.operationId)
    reached.set(operation, new Set([operation.operationId]))
  }
  return reached
}

function noticedBy(net: Net, { holder, at }: Mutation): Noticed {
  try {
    for (const id of net.operationsOf.get(holder) ?? []) if (net.faults(id).length > 0) return 'requests'
    if (/\/(parameters|requestBody|requestBodies)\//.test(`${at}/`) && documentFaults(net.document).length > 0)
      return 'paths'
    if (pageFaults(net.document, net.pages).length > 0) return 'pages'
    return answerRules(net.document) === net.record ? 'nobody' : 'answers'
  } catch {
    return 'a crash'
  }
}

function run(name: 'kore' | 'admin'): number {
  const net = netOf(name)
  const begun = operationsOf(net.document).flatMap(({ operation }) => net.faults(operation.operationId))
  if (begun.length > 0) throw new Error(`the contract itself is not as expected: ${begun[0]}`)
  if (answerRules(net.document) !== net.record)
    throw new Error('the record of answers is stale: npm run contract:answers')
  const counts = new Map<string, Map<Noticed, number>>()
  const missed: string[] = []
  for (const mutation of [...mutationsOf(net.document)]) {
    mutation.apply()
    const who = noticedBy(net, mutation)
    mutation.undo()
    const row = counts.get(mutation.kind) ?? new Map<Noticed, number>()
    counts.set(mutation.kind, row.set(who, (row.get(who) ?? 0) + 1))
    if (who === 'nobody') missed.push(`${mutation.kind}: ${mutation.at}`)
    if (LOOK_AT_ALL) console.log(`${name} ${who}: ${mutation.kind} ${mutation.at}`)
  }
  print(name, counts)
  for (const one of missed) console.log(`  noticed by nobody: ${one}`)
  return missed.length
}

const WHO: readonly Noticed[] = ['requests', 'paths', 'pages', 'answers', 'a crash', 'nobody']

function print(name: string, counts: ReadonlyMap<string, ReadonlyMap<Noticed, number>>): void {
  const line = (cells: readonly (string | number)[]) =>
    console.log(cells.map((cell, i) => (i === 0 ? String(cell).padEnd(26) : String(cell).padStart(9))).join(' '))
  line([`${name}: rule taken out`, 'of them', ...WHO])
  const rows = [...counts].map(([kind, row]) => [kind, ...WHO.map(who => row.get(who) ?? 0)] as const)
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)
  for (const [kind, ...numbers] of rows) line([kind, sum(numbers), ...numbers])
  const totals = WHO.map((_, i) => sum(rows.map(row => row[i + 1] as number)))
  line(['all', sum(totals), ...totals])
}

const missed = run('kore') + run('admin')
console.log(missed === 0 ? 'every rule would be missed' : `${missed} rules would not be missed`)
process.exitCode = missed === 0 ? 0 : 1
