import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { keptPack } from '../../src/scenario/kept-pack.ts'
import { readPack, shippedPack } from '../../src/scenario/packs.ts'
import { scenarioDirectory } from '../../src/scenario/paths.ts'

t.test('a shipped pack is what its files say, wherever it comes from', async t => {
  const { pack } = readPack(join(scenarioDirectory, 'packs/telecom.yaml'))
  // As text: to compare them by structure takes as long as to read them.
  t.equal(JSON.stringify(shippedPack('telecom')), JSON.stringify(pack))
})

t.test('it is read once for all processes, and anew when it was made from something else', async t => {
  const folder = join(t.testdir({ 'a file': '' }), 'made when needed')
  const pack = shippedPack('telecom')
  let reads = 0
  const read = () => {
    reads += 1
    return pack
  }
  for (let i = 0; i < 2; i += 1) t.equal(keptPack('telecom', read, folder).industry, 'telecom')
  t.equal(reads, 1)
  t.same(readdirSync(folder), ['telecom.json'], 'nothing half written')
  const file = join(folder, 'telecom.json')
  const whole = readFileSync(file, 'utf8')
  const others = [whole.replace(/"stamp":"./, '"stamp":"x'), whole.slice(0, -1), 'null']
  for (const other of others) {
    writeFileSync(file, other)
    keptPack('telecom', read, folder)
    t.equal(readFileSync(file, 'utf8'), whole)
  }
  t.equal(reads, 1 + others.length)
  keptPack('telecom', read, join(t.testdirName, 'a file'))
  t.equal(reads, 2 + others.length, 'where nothing can be kept')
})
