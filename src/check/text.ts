import { howMany } from '../contract/how-many.ts'
import { type CheckReport, type Finding, KINDS } from './types.ts'

/**
 * The report for a person: a table of operations by kinds of checks, then what differs and what could not be seen.
 * @param all one line for every single check instead of the table.
 */
export function checkText(report: CheckReport, { all = false }: { all?: boolean } = {}): string {
  const { findings, agrees, differs, notSeen, calls, limited, waitedMs, cut } = report
  const differences = findings.filter(({ result }) => result === 'differs')
  const waits = limited === 0 ? '' : `; limited ${times(limited)}, waited ${Math.ceil(waitedMs / 1000)} s`
  return [
    '',
    ...(all ? findingLines(findings) : grid(findings)),
    '',
    ...(differences.length === 0 || all ? [] : ['Differences', ...findingLines(differences), '']),
    ...(notSeen === 0 || all ? [] : ['Not seen', ...unseen(findings), '']),
    ...(cut === undefined ? [] : [`Ended early: ${cut}`]),
    `${agrees} agree, ${differs} differ, ${notSeen} not seen; ${howMany(calls, 'request')}${waits}`,
    '',
  ].join('\n')
}

const times = (count: number) => (count === 1 ? 'once' : `${count} times`)

/** How many checks of each kind agree; of those with a difference how many differ. */
function grid(findings: readonly Finding[]): string[] {
  const ids = [...new Set(findings.map(({ operationId }) => operationId))]
  const width = Math.max(...ids.map(id => id.length), 'operation'.length)
  const row = (name: string, cells: readonly string[]) =>
    `${name.padEnd(width)} ${cells.map((cell, i) => cell.padStart(KINDS[i]!.length)).join(' ')}`.trimEnd()
  const cell = (id: string, kind: Finding['kind']) => {
    const ofKind = findings.filter(finding => finding.operationId === id && finding.kind === kind)
    const count = (result: Finding['result']) => ofKind.filter(finding => finding.result === result).length
    if (count('differs') > 0) return `✗ ${count('differs')}`
    return count('agrees') > 0 ? `✓ ${count('agrees')}` : ofKind.length > 0 ? '?' : ''
  }
  return [
    row('operation', KINDS),
    ...ids.map(id =>
      row(
        id,
        KINDS.map(kind => cell(id, kind)),
      ),
    ),
    '',
    '✓ checks that agree   ✗ checks that differ   ? not seen',
  ]
}

/** One line for each finding. */
function findingLines(findings: readonly Finding[]): string[] {
  const head = ['operation', 'check', 'result', 'expected', 'found']
  const rows = findings.map(({ operationId, kind, check, result, expected, found }) => [
    operationId,
    `${kind}: ${check}`,
    result,
    expected,
    result === 'agrees' ? '' : found,
  ])
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map(row => row[i]!.length)))
  return [head, ...rows].map(row => `  ${row.map((text, i) => text.padEnd(widths[i]!)).join('  ')}`.trimEnd())
}

/** What could not be seen, by operation and reason. */
function unseen(findings: readonly Finding[]): string[] {
  const reasons = new Map<string, string[]>()
  for (const { operationId, kind, check, result, found } of findings) {
    if (result !== 'not seen') continue
    const key = `${operationId}\n${found}`
    reasons.set(key, [...(reasons.get(key) ?? []), found === 'no answer with data' ? kind : `${kind}: ${check}`])
  }
  return [...reasons].map(([key, checks]) => {
    const [operationId, why] = key.split('\n')
    return `  ${operationId}: ${why} (${checks.join(', ')})`
  })
}
