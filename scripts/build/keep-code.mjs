// Keeps the bytecode of what a start and first answers need: node keep-code.mjs DIST, in a process of its own.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { firstRequests } from './first-requests.mjs'

const dist = process.argv[2]
const folder = join(dist, 'code-cache')
rmSync(folder, { recursive: true, force: true })
mkdirSync(join(folder, `${process.versions.v8}-${process.arch}`), { recursive: true })

// Else V8 throws away what was not called for a while.
setFlagsFromString('--no-flush-bytecode')
const { flat, leaveFlags, load, scripts } = createRequire(import.meta.url)(join(dist, 'load.cjs'))
leaveFlags()
const whole = load('whole.cjs')

const { createKoreMock } = whole.index()
const mock = await createKoreMock({ now: '2026-03-16T12:00:00Z' })
await askAll(mock.url, mock.headers())
await mock.close()

process.argv.splice(2, process.argv.length, '--port', '0', '--now', '2026-03-16T12:00:00Z', '--log-level', 'silent')
const url = await new Promise(listens => {
  const write = process.stdout.write.bind(process.stdout)
  process.stdout.write = text => {
    process.stdout.write = write
    listens(/http:\S+/.exec(text)[0])
    return true
  }
  whole.cli()
})
await askAll(url, mock.headers())
keep()
process.kill(process.pid, 'SIGTERM')

async function askAll(origin, headers) {
  for (const { method, path, body } of firstRequests) {
    const { status, text } = await ask(origin + path, { method, headers }, body)
    if (status >= 400) throw new Error(`${path}: ${status} ${text}`)
  }
}

function ask(url, options, body) {
  return new Promise((done, fail) => {
    const call = request(url, { ...options, agent: false }, reply => {
      let text = ''
      reply.setEncoding('utf8').on('data', piece => {
        text += piece
      })
      reply.once('end', () => done({ status: reply.statusCode, text }))
    })
    call.once('error', fail)
    call.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

function keep() {
  setFlagsFromString('--flush-bytecode')
  for (const [name, script] of scripts) {
    writeFileSync(
      join(folder, `${process.versions.v8}-${process.arch}`, `${flat(name)}.bin`),
      script.createCachedData(),
    )
  }
}
