import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import t, { type Test } from 'tap'
import { COMMAND } from '../command.ts'

// One process and several, beside each other.
t.jobs = 2

/** Waits until a stream has said what matches; gives all that it has said. */
function said(stream: Readable) {
  let text = ''
  let look = () => {}
  stream.on('data', chunk => {
    text += chunk
    look()
  })
  return (pattern: RegExp) =>
    new Promise<string>(resolve => {
      look = () => {
        if (pattern.test(text)) resolve(text)
      }
      look()
    })
}

async function watching(t: Test, flags: readonly string[] = []) {
  const file = join(t.testdir({ 'my.yaml': 'account: { id: "000000000000000000000001" }\n' }), 'my.yaml')
  const child = spawn(process.execPath, [...COMMAND, '-p', '0', '--scenario', file, '--watch', ...flags], {
    env: { PATH: process.env.PATH ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  t.teardown(() => child.kill('SIGKILL'))
  const complaints = said(child.stderr)
  const url = /http:\S+/.exec(String((await once(child.stdout, 'data'))[0]))?.[0] ?? ''
  const events = await fetch(`${url}/__admin/events`)
  const stream = Readable.fromWeb(events.body as Parameters<typeof Readable.fromWeb>[0])
  t.teardown(() => stream.destroy())
  const account = async () => {
    const answer = await fetch(`${url}/__admin/world`)
    return ((await answer.json()) as { account?: { id?: string } }).account?.id
  }
  return { file, complaints, told: said(stream), account }
}

for (const flags of [[], ['--workers', '2']]) {
  t.test(`what is edited is told on stderr and as an event, ${flags.join(' ') || 'one process'}`, async t => {
    const { file, complaints, told, account } = await watching(t, flags)
    writeFileSync(file, 'account: &a { id: *a }\n')
    t.match(await complaints(/KM_\w+\]\n/), /the last good world stays:\n\S+my\.yaml:1:\d+: \*a stands in &a/)
    const bad = /event: scenario\ndata: (.*"loaded":false.*)\n/.exec(await told(/"loaded":false.*\n/))?.[1] ?? ''
    t.match(JSON.parse(bad), {
      name: 'my',
      loaded: false,
      problems: [{ code: 'KM_YAML_ALIAS_CIRCLE', line: 1, message: /stands in/ }],
    })
    t.equal(await account(), '000000000000000000000001', 'the last good world stays')
    writeFileSync(file, 'account: { id: "000000000000000000000002" }\n')
    await complaints(/my loaded anew\n/)
    t.match(await told(/"loaded":true.*\n/), /event: scenario\ndata: {"name":"my","loaded":true,"problems":\[\]}\n/)
    t.equal(await account(), '000000000000000000000002')
  })
}
