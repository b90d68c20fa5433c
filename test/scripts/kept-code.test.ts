import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { BOT, HEADERS } from '../helper.ts'

const dist = join(import.meta.dirname, '../../dist')
const kept = join(dist, 'code-cache', `${process.versions.v8}-${process.arch}`)

/** Runs the built command in its own process, asks it once, and prints of each file that it loaded whether its bytecode was refused. */
const RUN = `
const { load, scripts } = require(${JSON.stringify(join(dist, 'load.cjs'))})
process.argv = [process.execPath, 'kore-mock', '--port', '0', '--log-level', 'silent']
const write = process.stdout.write.bind(process.stdout)
process.stdout.write = text => {
  const [url] = /http:\\S+/.exec(text) ?? []
  if (url !== undefined) void ask(url)
  return true
}
async function ask(url) {
  const headers = { ...${JSON.stringify(HEADERS)}, 'content-type': 'application/json' }
  const { status } = await fetch(url + '/api/public/bot/${BOT}/getSessions', { method: 'POST', headers, body: '{}' })
  const refused = [...scripts].map(([name, script]) => [name, script.cachedDataRejected])
  write(JSON.stringify({ status, refused }), () => process.exit(0))
}
load('whole.cjs').cli()
`

t.test('V8 takes the bytecode that the build has kept, under the flags of the command', async t => {
  if (!existsSync(kept)) {
    t.comment('nothing was built for this version of V8')
    return
  }
  const { status, refused } = JSON.parse(execFileSync(process.execPath, ['-e', RUN], { encoding: 'utf8' })) as {
    readonly status: number
    readonly refused: readonly (readonly [name: string, isRefused: boolean | undefined])[]
  }
  t.equal(status, 200)
  t.ok(refused.length > 1, 'validators are loaded after the flags were set')
  // From 12 on V8 tells a flag that was set back from one that never was set: it takes what is loaded before.
  const before = Number.parseInt(process.versions.v8, 10) < 12 ? refused.length : 1
  t.same(
    refused.slice(0, before).filter(([, isRefused]) => isRefused !== false),
    [],
  )
})
