import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { ScenarioError } from '../../src/scenario/error.ts'
import { loadScenario } from '../../src/scenario/load.ts'

t.test('a faulty widget query is told with its line and clause when the scenario is loaded', async t => {
  const file = join(t.testdir(), 'widgets.yaml')
  writeFileSync(
    file,
    `bots:
  st-widgets:
    name: Widgets
    dashboards:
      - name: D
        widgets:
          - name: V
            type: table
            dataSet: Messages
            select: count(messageId)
            filterBy: channel likes rtm
`,
  )
  try {
    loadScenario(file)
    t.fail('was loaded')
  } catch (error) {
    t.type(error, ScenarioError)
    const [problem, ...others] = (error as ScenarioError).problems
    t.same(others, [])
    t.match(problem, {
      path: 'bots.st-widgets.dashboards.0.widgets.0.filterBy',
      line: 11,
      message: /"likes" is no operator; there are = >= <= > < in, not in/,
    })
  }
})
