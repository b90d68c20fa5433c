import t from 'tap'
import { type Json, type JsonObject, jsonSchema, operationsOf } from '../../scripts/contract/document.ts'
import { document, type OperationId } from '../../src/contract/contract.ts'
import { BOT, buildApp } from '../helper.ts'
import { IS_LONG } from '../long.ts'
import { type Answered, answersOf, DAYS, underWay, widgetsOf } from './four-weeks.ts'
import { type Promised, promisesOf, see } from './seen.ts'

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
    const promisesBy = new Map([...answers].map(([id, schema]) => [id, promisesOf(kore, schema, id)]))
    const promises = [...promisesBy.values()].flat()
    const seen = new Set<string>()
    const missingOf = (some: readonly Promised[]) =>
      some.filter(({ what, never }) => never === undefined && !seen.has(what))
    const isMissing = (id: OperationId) => missingOf(promisesBy.get(id) ?? []).length > 0
    const look = async (told: AsyncIterable<Answered>) => {
      for await (const { id, body } of told) see(kore, answers.get(id) as Json, body, id, seen)
    }
    await look(underWay(buildApp(t, { scenario: 'busy' }), BOT, IS_LONG ? 30 : 5))
    const bots = SCENARIOS.flatMap(([scenario, names]) => {
      const app = buildApp(t, { scenario })
      return names.map(bot => ({ app, bot }))
    })
    for (const { app, bot } of bots) if (bot === BOT || isMissing('getWidgetData')) await look(widgetsOf(app, bot))
    // Day by day, the latest first: in CI all operations of that day, then those that have not yet shown all that they promise.
    for (const day of DAYS) {
      for (const { app, bot } of bots) {
        await look(answersOf(app, { bot, day, isAsked: IS_LONG && day === DAYS[0] ? () => true : isMissing }))
      }
    }
    const missing = missingOf(promises)
    t.ok(promises.length > 200, `${promises.length} promises`)
    t.strictSame(
      missing.map(({ what }) => what),
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
