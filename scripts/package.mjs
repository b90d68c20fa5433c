// Packs the project, installs it into an empty one without dev tools, and uses it there as a stranger would.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What the package may have, in bytes. */
const MOST_PACKED = 1.85e6

const root = join(import.meta.dirname, '..')
const work = mkdtempSync(join(tmpdir(), 'kore-mock-package-'))
const run = (command, args, cwd = work) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
const put = (name, text) => writeFileSync(join(work, name), text)
const text = async url => {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url} has ${answer.status}`)
  return answer.text()
}

try {
  run('npm', ['run', 'sbom'], root)
  const [packed] = JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', work], root))
  const tarball = join(work, packed.filename)
  console.log(
    `${packed.filename}: ${packed.entryCount} files, ${(packed.size / 1e6).toFixed(2)} MB packed, ${(packed.unpackedSize / 1e6).toFixed(2)} MB unpacked`,
  )
  const top = new Map()
  for (const { path, size } of packed.files) {
    const folder = path.includes('/')
      ? path
          .split('/')
          .slice(0, path.startsWith('dist/types') ? 2 : 1)
          .join('/')
      : path
    top.set(folder, (top.get(folder) ?? 0) + size)
  }
  for (const name of ['dist/sbom.cdx.json', 'dist/NOTICES.txt', 'LICENSE', 'SECURITY.md']) {
    if (!packed.files.some(({ path }) => path === name)) throw new Error(`the package has no ${name}`)
  }
  for (const [folder, size] of top) console.log(`  ${folder}: ${Math.ceil(size / 1000)} kB`)

  put('package.json', JSON.stringify({ name: 'stranger', private: true, type: 'module' }))
  run('npm', ['install', '--no-audit', '--no-fund', '--omit=dev', tarball])
  console.log(`installed: ${run('du', ['-sm', 'node_modules']).split('\t')[0]} MB`)

  const program = load => `${load}
const mock = await createKoreMock({ now: '2026-03-09T12:00:00Z' })
const kore = createKoreClient({ baseUrl: mock.url, token: mock.token(), accountId: mock.accountId })
const { data } = await kore.POST('/api/public/bot/{botId}/getSessions', { params: { path: { botId: mock.bots[0] } }, body: { limit: 3 } })
if (data.sessions.length !== 3 || mock.requests().length !== 1) throw new Error('not what was asked for')
const many = await createKoreMock({ now: '2026-03-09T12:00:00Z', scenario: 'multilingual' })
const texts = many.world().sessions({ from: '2026-03-02', to: '2026-03-08' }).map(({ sessionId }) => many.world().labels(sessionId))
if (texts.flat().length < 100) throw new Error('words are missing')
await many.close()
await mock.close()
console.log('ok')
`
  put(
    'use.mjs',
    program("import { createKoreMock } from 'kore-mock'\nimport { createKoreClient } from 'kore-mock/client'"),
  )
  put(
    'use.cjs',
    `(async () => {${program("const { createKoreMock } = require('kore-mock')\nconst { createKoreClient } = require('kore-mock/client')")}})()`,
  )
  for (const file of ['use.mjs', 'use.cjs']) console.log(`${file}: ${run('node', [file]).trim()}`)

  put(
    'use.ts',
    `import { createKoreMock, type KoreMock, type ResponseOf } from 'kore-mock'
import { createKoreClient } from 'kore-mock/client'
import { setupKoreMock } from 'kore-mock/testing'
const mock: KoreMock = await createKoreMock({ seed: 'a', scenario: { bots: { 'st-a': { sessions: { perDay: 3 } } } } })
const kore = createKoreClient({ baseUrl: mock.url, token: mock.token() })
const { data } = await kore.POST('/api/public/bot/{botId}/getSessions', { params: { path: { botId: 'st-a' } } })
const answer: ResponseOf<'getSessions'> | undefined = data
export const total: number | undefined = answer?.total
export const kinds = mock.world('st-a').sessions({ from: '2026-03-02', to: '2026-03-03' }).map(row => row.containmentType satisfies 'selfService' | 'dropOff' | 'agent')
// @ts-expect-error there is no such path
await kore.POST('/api/public/bot/{botId}/getEverything', {})
// @ts-expect-error a limit is a number
await createKoreMock({ seed: 1 })
setupKoreMock({ before: () => {}, after: () => {} })
await mock.close()
`,
  )
  put(
    'tsconfig.json',
    JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        module: 'nodenext',
        target: 'es2023',
        skipLibCheck: false,
        types: ['node'],
        typeRoots: [join(root, 'node_modules/@types')],
        lib: ['es2023', 'dom', 'esnext.disposable'],
      },
      include: ['use.ts'],
    }),
  )
  run('node', [join(root, 'node_modules/typescript7/lib/tsc.js'), '-p', '.'])
  console.log('types: ok')

  // The older ways to find a module's types, and CommonJS: none has await outside of functions.
  put(
    'older.cts',
    `import { createKoreMock, type KoreMock, ScenarioError } from 'kore-mock'
import { createKoreClient } from 'kore-mock/client'
import { setupKoreMock } from 'kore-mock/testing'
export async function use(): Promise<number | undefined> {
  const mock: KoreMock = await createKoreMock({ seed: 'a' })
  setupKoreMock({ before: () => {}, after: () => {} })
  const kore = createKoreClient({ baseUrl: mock.url, token: mock.token() })
  const { data } = await kore.POST('/api/public/bot/{botId}/getSessions', { params: { path: { botId: 'st-a' } } })
  // @ts-expect-error a seed is text
  await createKoreMock({ seed: 1 }).catch((error: unknown) => error instanceof ScenarioError && error.problems)
  return data?.total
}
`,
  )
  for (const [resolution, module] of [
    ['node10', 'commonjs'],
    ['node16', 'node16'],
    ['bundler', 'esnext'],
  ]) {
    const flags = `--noEmit --strict --esModuleInterop --target es2023 --lib es2023,dom,esnext.disposable --types node`
    const types = ['--typeRoots', join(root, 'node_modules/@types')]
    const how = ['--moduleResolution', resolution, '--module', module]
    run('node', [join(root, 'node_modules/typescript/lib/tsc.js'), ...flags.split(' '), ...types, ...how, 'older.cts'])
  }
  console.log('types, older ways: ok')

  put('default.test.cjs', "test('loads', () => expect(typeof require('kore-mock').createKoreMock).toBe('function'))\n")
  put('jest.config.json', JSON.stringify({ testMatch: ['**/default.test.cjs'] }))
  run('node', [join(root, 'node_modules/jest/bin/jest.js'), '--config', 'jest.config.json'])
  console.log('Jest as it comes: ok')

  const server = spawn('npx', ['--no-install', 'kore-mock', '--port', '0'], {
    cwd: work,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  const [line] = await once(server.stdout, 'data')
  const url = /http:\/\/\S+/.exec(String(line))[0]
  const health = await (await fetch(`${url}/__admin/health`)).text()
  const page = await text(`${url}/console`)
  // What lies packed, and in which.
  const { paths } = JSON.parse(await text(`${url}/openapi.json`))
  for (const path of ['/docs', '/__admin/scenario/schema', ...page.match(/\/console\/assets\/[^"]+/g)])
    await text(url + path)
  if (Object.keys(paths).length < 10) throw new Error('not the description of the APIs')
  process.kill(-server.pid, 'SIGTERM')
  console.log(`npx kore-mock: ${health}`)

  mkdirSync(join(work, 'bare'))
  cpSync(tarball, join(work, 'bare/package.tgz'))
  console.log(
    run(join(root, 'node_modules/.bin/publint'), ['run', 'package.tgz', '--strict'], join(work, 'bare')).trim(),
  )
  console.log(run(join(root, 'node_modules/.bin/attw'), ['package.tgz'], join(work, 'bare')).trim())
  // The words of five packs in three languages are 0.67 MB of it, all code 0.47, the console 0.17 (D486).
  if (statSync(tarball).size > MOST_PACKED) throw new Error(`the package has grown beyond ${MOST_PACKED / 1e6} MB`)
} catch (error) {
  console.error(`${error.stdout ?? ''}${error.stderr ?? ''}\n${error.message}`)
  process.exitCode = 1
} finally {
  rmSync(work, { recursive: true, force: true })
}
