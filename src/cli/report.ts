import { type Report, reportOf } from '../admin/report.ts'
import { operations } from '../contract/contract.ts'
import { howMany } from '../contract/how-many.ts'
import type { Mock } from '../mock/mock.ts'
import type { Settings } from './flags.ts'

/**
 * What is to be said and done when the server ends.
 * @returns the exit code: 1 when `--fail-on violations` finds one, else 0.
 */
export function endOfRun(mock: Mock, { report: wanted, failOn }: Pick<Settings, 'report' | 'failOn'>): number {
  const report = reportOf([...mock.control.journal.entries()].reverse(), operations, mock.control.journal.dropped)
  if (wanted) process.stdout.write(reportText(report))
  const count = violationsIn(report)
  if (failOn === undefined) return 0
  // The report may be missing, or be in a pipe that nobody reads: why a build fails must be seen.
  if (count > 0) process.stderr.write(`kore-mock: ${howMany(count, 'violation')} by clients\n`)
  else if (isIncomplete(report)) process.stderr.write(`kore-mock: no violation, but ${missingCalls(report)}\n`)
  return count > 0 ? 1 : 0
}

/**
 * What `--fail-on violations` counts: refusals earned, those of too wide ranges among them; walks through pages left
 * unread; `Retry-After` ignored.
 */
export function violationsIn({ refusals, unreadPages, retryAfterIgnored }: Report): number {
  return refusals.reduce((sum, { count }) => sum + count, 0) + unreadPages.length + retryAfterIgnored.length
}

/** The report as a page of text; a heading stands only where there is something under it. */
export function reportText(report: Report): string {
  const {
    operations: ops,
    unreadPages,
    retryAfterIgnored,
    rangesTooWide,
    refusals,
    unknown,
    unmatched,
    unreadable = [],
  } = report
  const width = Math.max(0, ...ops.used.map(({ operationId }) => operationId.length))
  const sections: [string, string[]][] = [
    [
      'Operations used',
      ops.used.flatMap(op => [
        `${op.operationId.padEnd(width)}  ${howMany(op.calls, 'call')}, ${op.good} good`,
        ...(op.used.length === 0 ? [] : [`  used        ${op.used.join(', ')}`]),
        ...(op.neverUsed.length === 0 ? [] : [`  never used  ${op.neverUsed.join(', ')}`]),
      ]),
    ],
    ['Operations never used', ops.neverUsed.length === 0 ? [] : [ops.neverUsed.join(', ')]],
    [
      'Pages left unread: the last answer said that there is more',
      unreadPages.map(
        ({ operationId, botId, pagesRead, id }) =>
          `${operationId}${botId === null ? '' : ` of ${botId}`}: ${howMany(pagesRead, 'page')} read, the last as ${id}`,
      ),
    ],
    [
      'Retry-After ignored',
      retryAfterIgnored.map(
        ({ operationId, asked, waited, id, after }) =>
          `${operationId}: ${inSeconds(waited)} instead of ${inSeconds(asked)} between ${after} and ${id}`,
      ),
    ],
    ['Ranges too wide', rangesTooWide.map(({ operationId, message, id }) => `${operationId}: ${message} (${id})`)],
    [
      'Refusals that the client earned',
      refusals.map(
        ({ count, status, property, msg, id }) =>
          `${count} x ${status}${property === null ? '' : ` ${property}`}: ${msg} (latest ${id})`,
      ),
    ],
    [
      'Names that operations do not know, and ignored',
      unknown.map(
        ({ operationId, property, message, count, id }) =>
          `${operationId}: ${count} x ${property} ${message} (latest ${id})`,
      ),
    ],
    ['Exchanges that could not be read', unreadable.map(({ id, why }) => `${id}: ${why}`)],
    ['Requests for what is not there', unmatched === 0 ? [] : [howMany(unmatched, 'request')]],
  ]
  const head = `What clients did: ${howMany(report.calls, 'call')}`
  return [
    '',
    isIncomplete(report) ? `${head}; ${missingCalls(report)}` : head,
    ...sections.filter(([, lines]) => lines.length > 0).flatMap(([title, lines]) => ['', title, ...lines.map(indent)]),
    '',
    '',
  ].join('\n')
}

const isIncomplete = ({ dropped: { entries, lost = [] } }: Report) => entries > 0 || lost.length > 0

/** What the report does not know. */
function missingCalls({ calls, dropped: { entries, lost = [] } }: Report): string {
  const dropped = `only the latest ${calls === 1 ? 'call was' : `${calls} calls were`} looked at: ${howMany(entries, 'earlier one')} had left the journal (see --journal-entries, --journal-bytes)`
  const ended = lost.map(({ process, entries }) => `${howMany(entries, 'call')} lost with process ${process}`)
  return [...(entries > 0 ? [dropped] : []), ...ended].join('; ')
}

const indent = (line: string) => `  ${line}`
const inSeconds = (ms: number) => `${Math.round(ms / 100) / 10} s`
