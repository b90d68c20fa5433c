import { xmlText } from '../contract/xml-text.ts'
import type { CheckReport, Finding } from './types.ts'

/** The report as JUnit XML: a suite for each operation, a case for each check; what was not seen is skipped. */
export function checkJunit({ findings, differs, notSeen }: CheckReport): string {
  const ids = [...new Set(findings.map(({ operationId }) => operationId))]
  const suites = ids.map(id => {
    const cases = findings.filter(({ operationId }) => operationId === id)
    return [
      `  <testsuite ${attributes({ name: id, ...counts(cases) })}>`,
      ...cases.map(testCase),
      '  </testsuite>',
    ].join('\n')
  })
  const totals = { name: 'kore-mock check', tests: findings.length, failures: differs, errors: 0, skipped: notSeen }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes(totals)}>`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n')
}

function counts(cases: readonly Finding[]) {
  const count = (wanted: Finding['result']) => cases.filter(({ result }) => result === wanted).length
  return { tests: cases.length, failures: count('differs'), errors: 0, skipped: count('not seen') }
}

function testCase({ operationId, kind, check, result, expected, found }: Finding): string {
  const head = `    <testcase ${attributes({ classname: `kore-mock.check.${operationId}`, name: `${kind}: ${check}` })}`
  if (result === 'agrees') return `${head}/>`
  const inner =
    result === 'differs'
      ? `<failure ${attributes({ type: kind, message: `expected ${expected}, found ${found}` })}/>`
      : `<skipped ${attributes({ message: found })}/>`
  return `${head}>${inner}</testcase>`
}

const attributes = (values: Readonly<Record<string, string | number>>) =>
  Object.entries(values)
    .map(([name, value]) => `${name}="${xmlText(String(value))}"`)
    .join(' ')
