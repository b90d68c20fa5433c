/**
 * Whether the served description can be worked with: `npm run generators`, after `npm run build`.
 *
 * - Clients of openapi-typescript, orval (fetch, axios, zod), hey-api, openapi-zod-client and oazapfts are generated, compiled
 *   strict, and ask every operation of a running mock: 200 with rows, and what has a schema parses.
 * - A Postman collection made of it is run by newman: every request is 200 with rows.
 * - Some 600 requests, good and bad, meet the mock through Prism's validating proxy as they do without it.
 * - Specmatic invents requests of it, where a Java is found.
 *
 * The tools are those of the folder `test-generators`, which are installed when this runs; of orval, hey-api and Prism they are
 * the newest versions that Node 20 runs.
 */
import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { CLIENTS, requestsOf, writeAsking } from './generators/clients.mjs'
import { runCollection } from './generators/collection.mjs'
import { compareWithProxy } from './generators/proxy.mjs'
import { runSpecmatic } from './generators/specmatic.mjs'

const ROOT = join(import.meta.dirname, '..')
const FOLDER = join(ROOT, 'test-generators')
const OUT = join(FOLDER, 'out')
const CASES = 500
const began = Date.now()
const say = text => console.log(`${text} (${((Date.now() - began) / 1000).toFixed(0)} s)`)
const children = []
const stopping = new AbortController()

/** Runs a command in the folder of the tools; what it says is shown when it fails. */
async function run(command, args, env = {}) {
  try {
    return await promisify(execFile)(command, args, {
      cwd: FOLDER,
      env: { ...process.env, ...env },
      maxBuffer: 1 << 27,
    })
  } catch ({ message, stdout }) {
    throw new Error(`${message}\n${stdout ?? ''}`)
  }
}

/** Starts a process and waits until it says where it listens. */
async function start(command, args, said) {
  const child = spawn(command, args, { cwd: FOLDER, stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  let text = ''
  const heard = (async () => {
    for await (const part of child.stdout) {
      text += part
      const found = said.exec(text)
      if (found) return found[1]
    }
    throw new Error(`${command} ${args.join(' ')} ended:\n${text}`)
  })()
  const url = await heard
  // What it says later is for nobody, and must not hold it up.
  child.stdout.resume()
  return url
}

async function startMock() {
  const args = [join(ROOT, 'dist/cli.js'), '--port', '0', '--now', '2026-03-09T12:00:00Z']
  const url = await start(process.execPath, args, /listens on (http:\/\/\S+)/)
  const answer = await fetch(`${url}/__admin/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  return { url, token: (await answer.json()).token }
}

async function fetchDocument(url, name) {
  const text = await (await fetch(`${url}/${name}`)).text()
  writeFileSync(join(OUT, name), text)
  return JSON.parse(text)
}

async function tryClients(document, { url, token }) {
  const requests = requestsOf(document)
  const account = requests.find(({ params }) => params.header)?.params.header.accountId
  const runs = Object.values(CLIENTS).flatMap(({ run: line }) => (line === undefined ? [] : [line]))
  for (const [tool, ...args] of runs) await run(join(FOLDER, 'node_modules/.bin', tool), args, { MOCK_URL: url })
  const names = Object.keys(CLIENTS)
  for (const name of names) writeAsking(OUT, name, { url, headers: { auth: token, accountId: account }, requests })
  say(`${names.length} clients are generated`)
  await run(join(FOLDER, 'node_modules/.bin/tsc'), ['-p', '.'])
  say('they compile strict')
  const files = names.map(name => `./ask-${name.replaceAll(' ', '-')}.ts`)
  const contents = `import { answered } from '../seen'
${files.map((file, i) => `import { ask as ask${i} } from '${file}'`).join('\n')}
${files.map((_, i) => `await ask${i}()`).join('\n')}
console.log(JSON.stringify(answered()))`
  const outfile = join(OUT, 'ask.mjs')
  await build({
    stdin: { contents, resolveDir: OUT, loader: 'ts' },
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  })
  const { stdout } = await run(process.execPath, [outfile])
  const answered = JSON.parse(stdout.trim().split('\n').at(-1))
  for (const name of names) {
    if (answered[name] !== requests.length) throw new Error(`${name} asked ${answered[name]} of ${requests.length}`)
  }
  say(`each asked all ${requests.length} operations: 200 with rows, answers parse`)
}

async function tryProxy(document, { url, token }) {
  const named = requestsOf(document).flatMap(({ params }) => Object.entries(params.path ?? {}))
  const paths = Object.fromEntries(named.map(([name, value]) => [name, [value]]))
  const port = String(20_000 + (process.pid % 20_000))
  const prism = join(FOLDER, 'node_modules/@stoplight/prism-cli/dist/index.js')
  const args = [prism, 'proxy', join(OUT, 'openapi-all-paths.json'), url, '--errors', '-p', port, '-v', 'warn']
  const child = spawn(process.execPath, args, { cwd: FOLDER, stdio: ['ignore', 'ignore', 'inherit'] })
  children.push(child)
  const proxy = `http://127.0.0.1:${port}`
  await untilThere(proxy, child)
  const { requests, counts } = await compareWithProxy(url, proxy, { paths, cases: CASES, headers: { auth: token } })
  say(`${requests} requests: no difference through Prism; mock/proxy ${JSON.stringify(counts)}`)
}

/** Waits until somebody answers at a port, whatever. */
async function untilThere(url, child) {
  for (let i = 0; i < 300; i++) {
    if (child.exitCode !== null) throw new Error(`the proxy ended with ${child.exitCode}`)
    const isThere = await fetch(url).then(
      () => true,
      () => false,
    )
    if (isThere) return
    await new Promise(resolve => setTimeout(resolve, 200))
  }
  throw new Error('the proxy does not answer within a minute')
}

try {
  const hasJava = spawnSync('java', ['-version']).status === 0
  if (!process.argv.includes('--no-install')) {
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', ...(hasJava ? [] : ['--omit=optional'])])
    say('the tools are installed')
  }
  rmSync(OUT, { recursive: true, force: true })
  mkdirSync(OUT)
  const mock = await startMock()
  const document = await fetchDocument(mock.url, 'openapi.json')
  await fetchDocument(mock.url, 'openapi-all-paths.json')
  const specmatic = hasJava ? runSpecmatic(FOLDER, { ...(await startMock()), signal: stopping.signal }) : undefined
  // Told when all else is done; until then a failure waits.
  specmatic?.catch(() => {})
  await tryClients(document, mock)
  say(`${await runCollection(FOLDER, document, mock)} requests of the Postman collection: 200 with rows`)
  await tryProxy(document, mock)
  if (specmatic === undefined) say('no Java is found: Specmatic is left out')
  else {
    const { ran, good } = await specmatic
    say(`Specmatic: ${ran} tests, ${good} answered with 200, the others break rules between fields`)
  }
} catch (error) {
  console.error(error)
  process.exitCode = 1
} finally {
  stopping.abort()
  for (const child of children) {
    if (child.exitCode === null) {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
  }
}
