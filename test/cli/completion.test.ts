import { spawnSync } from 'node:child_process'
import t from 'tap'
import { commands } from '../../src/cli/command-table.ts'
import { scenarioNames } from '../../src/scenario/list.ts'
import { COMMAND } from '../command.ts'

const run = (...args: string[]) => spawnSync(process.execPath, [...COMMAND, ...args], { encoding: 'utf8' })
const script = (shell: string) => run('completion', shell).stdout
const bash = script('bash')

/** What bash offers for the last word of a line. */
function offered(...words: string[]): string[] {
  const asked = `COMP_WORDS=(kore-mock "$@"); COMP_CWORD=$#; _kore_mock; printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout, stderr } = spawnSync('bash', ['-c', `${bash}\n${asked}`, 'bash', ...words], { encoding: 'utf8' })
  t.equal(stderr, '', words.join(' '))
  return stdout.split('\n').filter(one => one !== '')
}

t.test('bash completes commands, flags and values', async t => {
  const names = commands.map(({ name }) => name)
  t.same(offered(''), names)
  t.same(offered('val'), ['validate'])
  t.same(offered('help', ''), names)
  t.same(offered('completion', ''), ['bash', 'zsh', 'fish'])
  t.same(offered('--auth', ''), ['lenient', 'strict', 'off'])
  t.same(offered('--auth', '=', 'st'), ['strict'])
  t.same(offered('--auth', '='), ['lenient', 'strict', 'off'])
  t.same(offered('serve', '--log-level', 'd'), ['debug'])
  t.same(offered('validate', 'package.j'), ['package.json'])
  t.same(offered('--seed', ''), [], 'what can be anything')
  t.same(offered('--seed', '7', '--adm'), ['--admin-token', '--admin-token-file'])
  t.same(offered('--scenario', 'sm'), ['small'])
  for (const name of scenarioNames()) t.ok(offered('--scenario', name).includes(name), name)
  for (const { name, flags } of commands)
    t.same(offered(name, '--'), [...flags.map(flag => `--${flag.name}`), '--help', '--version'], name)
})

t.test('each script is one that its shell can read, and has every flag', async t => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const text = script(shell)
    for (const { name, flags } of commands) {
      t.match(text, name, shell)
      for (const flag of flags) t.match(text, shell === 'fish' ? `-l ${flag.name} ` : `--${flag.name}`, shell)
    }
    const { status, stderr, error } = spawnSync(shell, ['-n'], { input: text, encoding: 'utf8' })
    if (error === undefined) t.same([status, stderr], [0, ''], `${shell} -n`)
    else t.comment(`${shell} is not here to read its script`)
  }
})

t.test('a shell that is not known', async t => {
  const said = 'kore-mock: completion takes one of bash, zsh, fish'
  t.match(run('completion'), { status: 2, stdout: '', stderr: `${said} [KM_ARGUMENT_WRONG]\n` })
  t.match(run('completion', 'bsh'), {
    status: 2,
    stderr: `${said}; got "bsh" (did you mean bash?) [KM_ARGUMENT_WRONG]\n`,
  })
})
