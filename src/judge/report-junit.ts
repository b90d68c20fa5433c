import { xmlText } from '../contract/xml-text.ts'
import type { Judgement } from './judgement.ts'
import { TROUBLE_KINDS } from './schedule.ts'
import { TROUBLE_WORDS } from './trouble-words.ts'
import { VERDICT_KINDS } from './verdict.ts'

/** The judgement as JUnit XML: a case for each thing that can be wrong, and one for each kind of trouble, skipped where it was never met. */
export function judgeJunit({ mistakes, met, took, schedules }: Judgement): string {
  const verdicts = VERDICT_KINDS.map(kind => {
    const found = mistakes.filter(({ verdicts: [verdict] }) => verdict?.kind === kind)
    const story = found.map(mistake => mistake.story).join('\n')
    const message = found.map(({ name, count }) => `${name} in ${count} of ${schedules} schedules`).join('; ')
    return judgedCase(
      'verdicts',
      kind,
      found.length === 0 ? '' : `<failure message="${xmlText(message)}">${xmlText(story)}</failure>`,
    )
  })
  const troubles = TROUBLE_KINDS.map(kind =>
    judgedCase('trouble', TROUBLE_WORDS[kind], met[kind] > 0 ? '' : '<skipped message="never met"/>'),
  )
  const failures = verdicts.filter(text => text.includes('<failure')).length
  const skipped = troubles.filter(text => text.includes('<skipped')).length
  const tests = verdicts.length + troubles.length
  const counts = `tests="${tests}" failures="${failures}" errors="0" skipped="${skipped}" time="${(took / 1000).toFixed(3)}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="kore-mock judge" ${counts}>`,
    `  <testsuite name="kore-mock judge" ${counts}>`,
    ...verdicts,
    ...troubles,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

function judgedCase(suite: string, name: string, inner: string): string {
  const head = `    <testcase classname="kore-mock.judge.${suite}" name="${xmlText(name)}"`
  return inner === '' ? `${head}/>` : `${head}>${inner}</testcase>`
}
