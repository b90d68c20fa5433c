import t from 'tap'
import type { JsonObject } from '../../scripts/contract/document.ts'
import { adminContract } from '../../src/contract/admin.ts'
import * as kore from '../../src/contract/contract.ts'
import type { Contract } from '../../src/contract/open.ts'
import { ADMIN_CASES } from './rules/admin-cases.ts'
import { adminFaults, documentFaults, requestFaults } from './rules/core.ts'

const contract = kore as unknown as Contract<kore.OperationId>

for (const { operationId: id } of contract.operations) {
  t.test(`${id}: every parameter takes and refuses what the tables say`, async t => {
    t.strictSame(requestFaults(contract, id), [])
  })
}

for (const { operationId: id, parameters } of adminContract().operations) {
  if (parameters.every(at => at.in === 'path')) continue
  t.test(`${id}: every parameter takes and refuses what the tables say`, async t => {
    t.ok(ADMIN_CASES[id], 'there is a table')
    t.strictSame(adminFaults(adminContract(), id), [])
  })
}

t.test('parts of paths, and bodies that must be there', async t => {
  for (const { document } of [contract, adminContract()]) t.strictSame(documentFaults(document() as JsonObject), [])
})
