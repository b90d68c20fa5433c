import assert from 'node:assert/strict'
import { test } from 'node:test'
// @ts-expect-error a script has no types
import { fuzzScenarios } from '../../scripts/fuzz/scenarios.mjs'

test('what is called good starts, and answers by the contract', async () => {
  const cases = 15
  const { counts, details } = await fuzzScenarios({ cases, seed: 305 })
  assert.ifError(details.errorInstance)
  assert.equal(details.failed, false)
  // Of scenarios that are refused for what was drawn amiss nothing is learnt.
  assert.ok(counts.good > cases / 2, `${counts.good} of ${cases} are good`)
})
