// The packed package in the hands of others: default Jest of the newest kind, ts-jest, and compilers from TypeScript 5.4 to the newest, which
// check it with every export of it and without skipLibCheck. `scripts/package.mjs` has what the tools of this project say of it.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ts from 'typescript'

const COMPILERS = { ts54: '5.4.5', ts59: '5.9.3', ts7: '7.0.2' }
const DOORS = ['kore-mock', 'kore-mock/client', 'kore-mock/testing']
const root = join(import.meta.dirname, '..')
const work = mkdtempSync(join(tmpdir(), 'kore-mock-consumers-'))
const put = (name, text) => writeFileSync(join(work, name), text)
const run = (program, args, cwd = work) =>
  execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
const tool = path => join(work, 'node_modules', path)

try {
  const [packed] = JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', work], root))
  put('package.json', JSON.stringify({ name: 'stranger', private: true }))
  const compilers = Object.entries(COMPILERS).map(([name, version]) => `${name}@npm:typescript@${version}`)
  // ts-jest wants a compiler by its own name.
  const others = ['jest@30.5.2', 'ts-jest@29.4.15', 'typescript@5.9.3', '@types/jest@30.0.0', '@types/node@20.19.43']
  run('npm', [
    'install',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    `./${packed.filename}`,
    ...compilers,
    ...others,
  ])
  everyExport()
  jest()
} catch (error) {
  console.error(`${error.stdout ?? ''}${error.stderr ?? ''}\n${error.message}`)
  process.exitCode = 1
} finally {
  rmSync(work, { recursive: true, force: true })
}

/** Compiles a program that imports each name that there is: types as types, values as values. */
function everyExport() {
  const lines = exported().map(({ door, name, isValue }, index) =>
    isValue
      ? `import { ${name} as name${index} } from '${door}'\nexport const value${index} = name${index}`
      : `export type { ${name} as Type${index} } from '${door}'`,
  )
  if (lines.length < 20) throw new Error(`only ${lines.length} exports were found`)
  for (const file of ['every.mts', 'every.cts', 'every.ts']) put(file, `${lines.join('\n')}\n`)
  const common =
    '--noEmit --strict --declaration --target es2022 --lib es2022,dom,esnext.disposable --types node'.split(' ')
  const ways = [
    ['nodenext', 'nodenext', ['every.mts', 'every.cts']],
    ['bundler', 'esnext', ['every.ts']],
    ['node10', 'commonjs', ['every.ts']],
  ]
  for (const [name, version] of Object.entries(COMPILERS)) {
    // The newest has no node10 any more.
    const tried = ways.filter(([resolution]) => resolution !== 'node10' || Number.parseInt(version, 10) < 7)
    for (const [resolution, module, files] of tried) {
      const how = ['--moduleResolution', resolution, '--module', module]
      run(process.execPath, [tool(`${name}/lib/tsc.js`), ...common, ...how, ...files])
    }
    console.log(`TypeScript ${version}: ${lines.length} exports, ${tried.map(([resolution]) => resolution).join(', ')}`)
  }
}

/** What the types of the package export. */
function exported() {
  const probe = join(work, 'probe.mts')
  put(
    'probe.mts',
    DOORS.map((door, index) => `import * as door${index} from '${door}'\nexport { door${index} }`).join('\n'),
  )
  const options = { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2023, noEmit: true }
  const program = ts.createProgram([probe], options)
  const checker = program.getTypeChecker()
  const imports = program.getSourceFile(probe).statements.filter(ts.isImportDeclaration)
  return imports.flatMap(({ moduleSpecifier }) =>
    checker.getExportsOfModule(checker.getSymbolAtLocation(moduleSpecifier)).map(symbol => {
      const meant = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
      return { door: moduleSpecifier.text, name: symbol.name, isValue: (meant.flags & ts.SymbolFlags.Value) !== 0 }
    }),
  )
}

/** Test files as Jest takes them when nothing is set: CommonJS. */
function jest() {
  const body = `
test('a client learns what is wrong', async () => {
  const answer = await fetch(mock().url + '/api/public/bot/st-a/getSessions', {
    method: 'POST',
    headers: { ...mock().headers(), 'content-type': 'application/json' },
    body: '{"limit": "ten"}',
  })
  expect(answer.status).toBe(412)
  expect(mock().requests()).toHaveLength(1)
})
`
  const setup = "const mock = setupKoreMock({ before: beforeAll, after: afterAll, beforeEach }, { seed: 'jest' })"
  put('plain.test.js', `const { setupKoreMock } = require('kore-mock/testing')\n${setup}${body}`)
  put('typed.test.ts', `import { setupKoreMock } from 'kore-mock/testing'\n${setup}${body}`)
  const flags = [tool('jest/bin/jest.js'), '--ci', '--rootDir', work]
  put('none.json', JSON.stringify({ testMatch: ['**/plain.test.js'] }))
  put('ts.json', JSON.stringify({ preset: 'ts-jest', testMatch: ['**/typed.test.ts'] }))
  put(
    'tsconfig.json',
    JSON.stringify({
      compilerOptions: {
        strict: true,
        module: 'commonjs',
        esModuleInterop: true,
        target: 'es2022',
        lib: ['es2022', 'dom', 'esnext.disposable'],
        types: ['jest', 'node'],
      },
    }),
  )
  for (const [name, config] of [
    ['Jest 30', 'none.json'],
    ['ts-jest', 'ts.json'],
  ]) {
    run(process.execPath, [...flags, '--config', config])
    console.log(`${name}, as it comes: good`)
  }
}
