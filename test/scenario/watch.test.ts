import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { ScenarioError } from '../../src/scenario/error.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import type { Scenario } from '../../src/scenario/types.ts'
import { watchScenario } from '../../src/scenario/watch.ts'

t.test('a good edit is loaded, a bad one reported, and the next good one loaded again', async t => {
  const file = join(t.testdir({ 'my.yaml': 'everyBot: { sessions: { perDay: 1 } }\n' }), 'my.yaml')
  const events: (Scenario | ScenarioError)[] = []
  let wake = () => {}
  const record = (event: Scenario | ScenarioError) => {
    events.push(event)
    wake()
  }
  const next = () =>
    new Promise<Scenario | ScenarioError>(done => {
      wake = () => done(events.at(-1)!)
    })
  t.teardown(watchScenario(loadScenario(file), file, { changed: record, broken: record }))

  // A watch keeps no process alive, and nothing else does here.
  const alive = setInterval(() => {}, 1000)
  t.teardown(() => clearInterval(alive))

  const edit = async (text: string) => {
    const event = next()
    writeFileSync(file, text)
    return event
  }
  t.match(await edit('everyBot: { sessions: { perDay: 2 } }\n'), { world: { unnamed: { traffic: { perDay: 2 } } } })
  t.match(await edit('everyBot: { sessions: { perDay: few } }\n'), {
    name: 'ScenarioError',
    message: /must be a number; found "few"/,
  })
  t.match(await edit('everyBot: { sessions: { perDay: 3 } }\n'), { world: { unnamed: { traffic: { perDay: 3 } } } })
})
