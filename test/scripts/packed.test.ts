import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import t from 'tap'
import { shippedPack, unpackWords } from '../../src/scenario/packs.ts'

const dist = join(import.meta.dirname, '../../dist')
type Place = Parameters<typeof unpackWords>[1]
const require = createRequire(import.meta.url)

t.test('what is packed is what lies beside it', async t => {
  if (!existsSync(join(dist, 'packed'))) {
    t.comment('nothing was built')
    return
  }
  // As the package has it: nothing lies there as it is.
  const folder = mkdtempSync(join(tmpdir(), 'kore-mock-packed-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  cpSync(join(dist, 'load.cjs'), join(folder, 'load.cjs'))
  cpSync(join(dist, 'packed'), join(folder, 'packed'), { recursive: true })
  const { read } = require(join(folder, 'load.cjs')) as { read(name: string): Buffer | undefined }
  let found = 0
  for (const part of ['generated', 'console', 'names']) {
    for (const entry of readdirSync(join(dist, part), { recursive: true, withFileTypes: true })) {
      const file = join(entry.parentPath, entry.name)
      const name = relative(dist, file).replaceAll('\\', '/')
      if (!entry.isFile() || name.endsWith('.operations.json')) continue
      found++
      if (!read(name)?.equals(readFileSync(file))) t.fail(name)
    }
  }
  t.ok(found > 80, `${found} files`)
  t.equal(read('generated/nothing.cjs'), undefined)
  t.equal(read('nothing.json'), undefined)
})

t.test('each industry has its words in the file of a language, read no further than to their end', async t => {
  const { writeWords } = (await import('../../scripts/build/words.mjs' as string)) as {
    writeWords(folder: string, packs: ReadonlyMap<string, unknown>): Promise<void>
  }
  const folder = t.testdir()
  const industries = ['travel', 'banking', 'retail']
  await writeWords(folder, new Map(industries.map(name => [name, shippedPack(name)])))
  const bytes = brotliDecompressSync(readFileSync(join(folder, 'packs.json.br')))
  const built = JSON.parse(bytes.toString()) as Record<string, { words: Record<string, Place> }>
  t.same(Object.keys(built), ['banking', 'retail', 'travel'], 'that of the default scenario first')
  for (const industry of industries) {
    const { words, ...pack } = shippedPack(industry)
    t.match(built[industry], { pack })
    t.same(Object.keys(built[industry]!.words), Object.keys(words))
    for (const [language, place] of Object.entries(built[industry]!.words)) {
      t.same(unpackWords(join(folder, `${language}.br`), place), words[language], `${industry} ${language}`)
    }
  }
  const { de } = built.banking!.words
  t.ok(de!.packed * 2 < statSync(join(folder, 'de.br')).size, 'the first takes a part of the file')
})
