import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { loadScenario } from '../../src/scenario/load.ts'
import { loadBeside } from '../../src/scenario/load-beside.ts'

t.test('a scenario that is loaded beside is the one that is loaded here', async t => {
  const folder = t.testdir({ 'my.yaml': 'everyBot: { sessions: { perDay: 7 } }\n' })
  const file = join(folder, 'my.yaml')
  const { scenario, wrong, files } = await loadBeside(file)
  t.same(scenario, loadScenario(file))
  t.equal(wrong, undefined)
  t.ok(files.some(([name]) => name === file))
  t.same((await loadBeside('spike')).scenario, loadScenario('spike'))
})

t.test('what is wrong comes over whole', async t => {
  const folder = t.testdir({ 'my.yaml': 'extends: ./other.yaml\n' })
  const file = join(folder, 'my.yaml')
  const { wrong, files } = await loadBeside(file)
  t.match(wrong, { file, problems: [{ code: 'KM_FILE_MISSING', line: 1 }] })
  t.same(
    files.map(([name]) => name),
    [file, join(folder, 'other.yaml')],
    'what is not there is looked at too',
  )
})

t.test('others have their turns while it is loaded', async t => {
  const file = join(t.testdir({}), 'hostile.yaml')
  writeFileSync(file, '? '.repeat(30_000))
  let turns = 0
  const ticking = setInterval(() => (turns += 1), 1)
  const { wrong } = await loadBeside(file)
  clearInterval(ticking)
  t.ok(wrong !== undefined && turns > 3, `${turns} turns`)
})
