import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { COMMAND } from '../command.ts'

const ROOT = join(import.meta.dirname, '../..')
const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
const { version, license } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<string, string>

const inside = (pattern: RegExp) => pattern.exec(dockerfile)?.[1] ?? ''

/** What the image presets, as pairs. */
const presets = Object.fromEntries(
  inside(/^ENV (.*)$/m)
    .split(' ')
    .map(pair => pair.split('=') as [string, string]),
)

async function freePort(): Promise<string> {
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  const { port } = holder.address() as { port: number }
  holder.close()
  await once(holder, 'close')
  return String(port)
}

/** The health check as a container runs it; its exit code. */
function health(environment: Record<string, string>): number | null {
  const check = inside(/^HEALTHCHECK .*\n {2}CMD (.*)$/m)
  return spawnSync('sh', ['-c', check], { env: { PATH: process.env.PATH ?? '', ...environment } }).status
}

t.test('the port of the image is that of PORT or KORE_MOCK_PORT, and the health check follows it', async t => {
  const [one, other] = [await freePort(), await freePort()]
  const cases: [Record<string, string>, string][] = [
    [{ PORT: one }, one],
    [{ KORE_MOCK_PORT: one }, one],
    [{ PORT: other, KORE_MOCK_PORT: one }, one],
  ]
  for (const [given, port] of cases) {
    const said = JSON.stringify(given)
    // HOST too is one that whoever starts a container can change.
    const environment = { ...presets, HOST: '127.0.0.1', ...given }
    const child = spawn(process.execPath, COMMAND, {
      env: { PATH: process.env.PATH ?? '', ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = await once(child.stdout, 'data')
    t.equal(String(line), `kore-mock listens on http://127.0.0.1:${port}\n`, said)
    t.equal(health(environment), 0, said)
    child.kill('SIGTERM')
    await once(child, 'close')
    t.equal(health(environment), 1, `${said}, when nobody listens`)
  }
  t.match(presets, { HOST: '0.0.0.0', PORT: inside(/^EXPOSE (\d+)$/m) }, 'what holds when nothing is said')
})

t.test('the image is built on a named version, and its labels are true', async t => {
  const base = inside(/^ARG NODE_IMAGE=(.*)$/m)
  t.match(base, /^node:\d+\.\d+\.\d+-alpine/)
  t.same(
    [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image?.replace(/\W/g, '')),
    ['NODE_IMAGE', 'NODE_IMAGE'],
    'both stages',
  )
  const label = (name: string) => inside(new RegExp(`org\\.opencontainers\\.image\\.${name}="([^"]*)"`))
  t.same(['title', 'version', 'licenses', 'base.name'].map(label), [
    'kore-mock',
    version,
    license,
    `docker.io/library/${base}`,
  ])
  t.not(label('description'), '')
})
