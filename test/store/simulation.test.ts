import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import t from 'tap'
import { IS_LONG } from '../long.ts'

/** Runs schedules in a process of its own: the runner watches every promise, which would make them a hundred times as slow. */
async function simulated(...args: string[]): Promise<string> {
  const script = ['--import=tsx', 'scripts/store-simulate.ts', ...args]
  const { stdout, stderr } = await promisify(execFile)(process.execPath, script).catch((error: object) => ({
    stdout: '',
    stderr: '',
    ...error,
  }))
  return stdout + stderr
}

t.test(
  'whatever is lost, late, killed or stopped: no request is answered from before what was said to be in force',
  async t => {
    const count = IS_LONG ? 1_000 : 150
    const said = await simulated('--count', `${count}`)
    t.match(said, `${count} schedules, 0 with a wrong answer`)
    const [, answered, changes, refused, reads] = (
      /; (\d+) of (\d+) changes .* (\d+) of (\d+) requests/.exec(said) ?? []
    ).map(Number)
    t.ok(answered! > changes! / 4, `of ${changes} changes ${answered} came into force`)
    t.ok(refused! < reads! / 2, `of ${reads} requests ${refused} were refused`)
  },
)

t.test('a run repeats by its seed', async t => {
  const [one, other] = await Promise.all([
    simulated('--seed', '7', '--count', '1'),
    simulated('--seed', '7', '--count', '1'),
  ])
  const counted = (said: string) => said.split('; ')[1]?.replace(/;.*/, '')
  t.equal(counted(one!), counted(other!))
})
