/**
 * `npm run contract:answers`: writes what the contract says of answers as a text, which a test compares and people read when it
 * changes: test/contract/rules/answers.kore.txt and its like for the admin API.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonObject } from './contract/document.ts'
import { answerRules } from './mutants/answer-rules.ts'

const ROOT = join(import.meta.dirname, '..')

for (const name of ['kore', 'admin']) {
  const document = JSON.parse(readFileSync(join(ROOT, `src/contract/generated/${name}.json`), 'utf8')) as JsonObject
  writeFileSync(join(ROOT, `test/contract/rules/answers.${name}.txt`), answerRules(document))
}
