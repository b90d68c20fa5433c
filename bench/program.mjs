// A mock in a program: from `import` to the first answer, and further mocks: node program.mjs [--rounds N] [--dist PATH]...
// Each round is a process of its own; several `--dist` take turns.
import { execFileSync } from 'node:child_process'
import { request as open } from 'node:http'
import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { median } from './report.mjs'
import { firstRequests, NOW } from './works.mjs'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    dist: { type: 'string', multiple: true, default: [join(import.meta.dirname, '../dist')] },
    once: { type: 'boolean', default: false },
  },
})
/** Mocks that are made after the first one. */
const MORE = 20

if (values.once) console.log(JSON.stringify(await measureOnce(resolve(values.dist[0]))))
else compare(values.dist.map(dist => resolve(dist)))

/** ms by the clock and of processor time: import, first mock, first answer, all three, and one of the further mocks. */
async function measureOnce(dist) {
  const laps = {}
  let last = { ms: performance.now(), cpuMs: cpuMs() }
  const lap = (name, parts = 1) => {
    const now = { ms: performance.now(), cpuMs: cpuMs() }
    laps[name] = { ms: (now.ms - last.ms) / parts, cpuMs: (now.cpuMs - last.cpuMs) / parts }
    last = now
  }
  const { createKoreMock } = await import(pathToFileURL(join(dist, 'index.js')).href)
  lap('import')
  const mock = await createKoreMock({ now: NOW, seed: 'program' })
  lap('first mock')
  await ask(mock, firstRequests[0])
  lap('first answer')
  const more = []
  for (let i = 0; i < MORE; i += 1) more.push(await createKoreMock({ now: NOW, seed: `more ${i}` }))
  lap('a further mock', MORE)
  for (const one of [mock, ...more]) await one.close()
  return laps
}

function cpuMs() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Over what node:http does, which is loaded already: what `fetch` takes at its first use is no mock's. */
function ask(mock, { method, path, body }) {
  return new Promise((done, fail) => {
    const call = open(mock.url + path, { method, headers: mock.headers(), agent: false }, reply => {
      if (reply.statusCode !== 200) fail(new Error(`${path} was answered with ${reply.statusCode}`))
      reply.resume().once('end', done)
    })
    call.once('error', fail)
    call.end(JSON.stringify(body))
  })
}

function compare(dists) {
  const seen = new Map(dists.map(dist => [dist, []]))
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const [dist, list] of seen) {
      const args = [import.meta.filename, '--once', '--dist', dist]
      list.push(JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })))
    }
  }
  console.log(
    '| ms (processor time) | import | first mock | first answer | together | a further mock |\n|---|---|---|---|---|---|',
  )
  for (const [dist, list] of seen) {
    const of = unit => name => median(list.map(laps => laps[name][unit]))
    const cells = ['import', 'first mock', 'first answer'].map(name => [of('ms')(name), of('cpuMs')(name)])
    cells.push([0, 1].map(i => cells.reduce((sum, cell) => sum + cell[i], 0)))
    cells.push([of('ms')('a further mock'), of('cpuMs')('a further mock')])
    console.log(
      `| ${[basename(dirname(dist)), ...cells.map(([ms, cpu]) => `${ms.toFixed(0)} (${cpu.toFixed(0)})`)].join(' | ')} |`,
    )
  }
  console.log('\nTargets: together at most 150, a further mock at most 8.')
}
