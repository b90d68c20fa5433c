// The tests of the console, in Chromium: node scripts/console-tests.mjs [FILE...]. They are no part of `npm test`: a browser takes longer
// than all else, and not every machine has one. Two files run at once, those that take longest first.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'

const AT_ONCE = 2
const LONGEST_FIRST = ['views', 'demo-site', 'control', 'traffic', 'markup']

const rank = name => {
  const place = LONGEST_FIRST.findIndex(word => name.includes(`${word}.browser`))
  return place === -1 ? LONGEST_FIRST.length : place
}
const named = process.argv.slice(2)
const all = readdirSync('test/console')
  .filter(name => name.endsWith('.browser.ts'))
  .map(name => `test/console/${name}`)
const waiting = [...(named.length > 0 ? named : all)].sort((a, b) => rank(a) - rank(b))
let failed = 0

/** Runs a file; what it says comes in one piece when it is over. */
async function run(file) {
  const began = Date.now()
  const child = spawn('tap', ['--disable-coverage', '--timeout=1800', file], { shell: process.platform === 'win32' })
  const said = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => said.push(chunk))
  const [code] = await once(child, 'close')
  const text = Buffer.concat(said).toString()
  if (code !== 0) {
    failed += 1
    process.stdout.write(text)
  }
  const count = /^# \{ total: (\d+)/m.exec(text)?.[1] ?? 'no'
  console.log(
    `${code === 0 ? 'ok' : 'FAILED'} ${file}, ${count} assertions, ${Math.round((Date.now() - began) / 1000)} s`,
  )
}

async function work() {
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) await run(file)
}

await Promise.all(Array.from({ length: AT_ONCE }, work))
process.exit(failed === 0 ? 0 : 1)
