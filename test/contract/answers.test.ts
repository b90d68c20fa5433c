import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { JsonObject } from '../../scripts/contract/document.ts'
import { answerRules } from '../../scripts/mutants/answer-rules.ts'
import { mutationsOf } from '../../scripts/mutants/mutations.ts'
import { adminContract } from '../../src/contract/admin.ts'
import { document } from '../../src/contract/contract.ts'

const documents = { kore: document() as JsonObject, admin: adminContract().document() as JsonObject }

for (const [name, contract] of Object.entries(documents)) {
  t.test(`${name}: answers look as the record says; npm run contract:answers writes it anew`, async t => {
    const record = readFileSync(join(import.meta.dirname, `rules/answers.${name}.txt`), 'utf8')
    t.equal(answerRules(contract), record)
  })
}

t.test('a mutation takes one rule, and undone leaves the document as it was', async t => {
  const copy = structuredClone(documents.kore)
  const before = JSON.stringify(copy)
  const kinds = new Set<string>()
  for (const mutation of [...mutationsOf(copy)].filter((_, i) => i % 20 === 0)) {
    kinds.add(mutation.kind)
    mutation.apply()
    t.not(JSON.stringify(copy), before, mutation.at)
    mutation.undo()
    t.equal(JSON.stringify(copy), before)
  }
  t.ok(kinds.size > 10, [...kinds].join(', '))
})
