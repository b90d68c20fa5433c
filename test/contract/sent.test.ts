import t from 'tap'
import { type Json, type JsonObject, jsonSchema, operationsOf } from '../../scripts/contract/document.ts'
import { document } from '../../src/contract/contract.ts'
import { BOT, buildApp } from '../helper.ts'
import { answersOf, DAYS, underWay, widgetsOf } from './four-weeks.ts'
import { promisesOf, see } from './seen.ts'

const kore = document() as JsonObject
const answers = new Map(
  operationsOf(kore).map(({ operation }) => [
    operation.operationId as string,
    jsonSchema(kore, operation.responses['200']) as Json,
  ]),
)

/** Shipped scenarios, with bots that differ in what they have. */
const SCENARIOS: readonly (readonly [scenario: string, bots: readonly string[]])[] = [
  ['default', [BOT]],
  ['many-bots', ['st-many-02', 'st-many-03', 'st-many-05', 'st-many-07', 'st-many-08', 'st-many-11']],
]

t.test(
  'each value, example and optional field that the contract has is sent in four weeks of a shipped scenario',
  async t => {
    const promises = [...answers].flatMap(([id, schema]) => promisesOf(kore, schema, id))
    const seen = new Set<string>()
    const missing = () => promises.filter(({ what, never }) => never === undefined && !seen.has(what))
    for await (const { id, body } of underWay(buildApp(t, { scenario: 'busy' }), BOT)) {
      see(kore, answers.get(id) as Json, body, id, seen)
    }
    const mocks = SCENARIOS.map(([scenario, bots]) => ({ app: buildApp(t, { scenario }), bots }))
    for (const { app, bots } of mocks) {
      for (const bot of bots) {
        for await (const { id, body } of widgetsOf(app, bot)) see(kore, answers.get(id) as Json, body, id, seen)
      }
    }
    // Day by day, the latest first, until all was seen.
    for (const day of DAYS) {
      for (const { app, bots } of missing().length === 0 ? [] : mocks) {
        for (const bot of bots) {
          for await (const { id, body } of answersOf(app, bot, day)) see(kore, answers.get(id) as Json, body, id, seen)
        }
      }
    }
    t.ok(promises.length > 200, `${promises.length} promises`)
    t.strictSame(
      missing().map(({ what }) => what),
      [],
      'promised and never sent: send it, or say why not in x-never-sent',
    )
    t.strictSame(
      promises.filter(({ what, never }) => never !== undefined && seen.has(what)).map(({ what }) => what),
      [],
      'said to be never sent, and sent',
    )
    t.strictSame(
      [...seen].filter(what => what.includes(' without ')),
      [],
      'an id begins as its description says',
    )
  },
)
