import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'

const SRC = join(import.meta.dirname, '../../src')

/** A file and all that is loaded with it: imports of values, not those in the midst of a function. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  const text = readFileSync(file, 'utf8')
  for (const [, path] of text.matchAll(/^(?:import|export) (?!type )[^'"]*from '(\.[^']*\.ts)'/gm))
    loadedWith(join(dirname(file), path ?? ''), seen)
  return seen
}

t.test('the start of a mock loads nothing of help, schema and completion', async t => {
  const loaded = [...loadedWith(join(SRC, 'cli.ts')), ...loadedWith(join(SRC, 'cli/serve.ts'))].map(file =>
    file.slice(SRC.length + 1),
  )
  for (const file of ['cli/main.ts', 'cli/flags.ts', 'fastify/app.ts']) t.ok(loaded.includes(file), file)
  const others = /^cli\/(help|run-command|command-table|check|check-flags|schema|completion.*|scenarios)\.ts$/
  t.same(
    loaded.filter(file => others.test(file)),
    [],
  )
})

t.test('the start of a mock that speaks plain HTTP loads nothing of TLS, HTTP/2 and proxies', async t => {
  const starts = ['cli.ts', 'cli/serve.ts', 'index.ts'].map(file => join(SRC, file))
  const loaded = [...new Set(starts.flatMap(file => [...loadedWith(file)]))]
  const names = loaded.map(file => file.slice(SRC.length + 1))
  t.ok(names.includes('fastify/server.ts'))
  t.same(
    names.filter(name => /^tls\/|^cli\/settle-tls|^fastify\/(tls-front|proxy-door|h2-messages|first-byte)/.test(name)),
    [],
  )
  const packages = /from '(@peculiar\/[^']*|node:http2|node:tls)'/
  t.same(
    loaded.filter(file => packages.test(readFileSync(file, 'utf8'))),
    [],
  )
})
