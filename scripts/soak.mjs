// Asks the built command very much, and looks at its memory and its answers: npm run soak -- [flags]
//
// Without `--many`: `--requests` valid requests of all operations to all shipped scenarios, drawn from `--seed`, with clock
// moves, scenario switches and faults in between. `--compare` asks a second server the same in another order, and every
// answer must be the same.
// With `--many KIND` (bots, test-ids, tokens, jtis, paths): `--count` different ones of that kind, to a server whose heap is
// limited (`--heap`, 256 MB unless said); each must be answered, and a sample must be what a fresh server answers.
//
// Prints the server's resident memory (Linux only) every 5 % of the way. Exit code 1: an answer differs, a status 5xx or a broken
// connection that nobody asked for, the server ended, or, with `--memory-limit`, there is more memory at the end, or the
// median of the last third is more than 5 % above that of the second.
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { kinds, soakMany } from './soak/many.mjs'
import { soakMixed } from './soak/mixed.mjs'

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '300000' },
    seed: { type: 'string', default: 'soak' },
    compare: { type: 'boolean', default: false },
    many: { type: 'string', multiple: true },
    count: { type: 'string', default: '100000' },
    /** MB */
    heap: { type: 'string' },
    /** MB */
    'memory-limit': { type: 'string' },
    /** Requests under way at a time. */
    'at-once': { type: 'string', default: '16' },
    dist: { type: 'string', default: 'dist' },
    node: { type: 'string', default: process.execPath },
  },
})

const numberOf = text => (text === undefined ? undefined : Number(text))
const { seed, compare, dist, node, many } = values
const heap = values.heap ?? (many === undefined ? undefined : '256')
const common = {
  seed,
  dist,
  node,
  nodeFlags: heap === undefined ? [] : [`--max-old-space-size=${heap}`],
  atOnce: Number(values['at-once']),
  memoryLimit: numberOf(values['memory-limit']),
}

/** Gives whether all was well. */
async function soak() {
  if (many === undefined) {
    const listed = execFileSync(node, [path.join(dist, 'cli.js'), 'scenarios'], { encoding: 'utf8' })
    const names = [...listed.matchAll(/^(\S+)/gm)].map(([name]) => name)
    return soakMixed({ ...common, requests: Number(values.requests), names, compare })
  }
  let isWell = true
  for (const kind of many) isWell = (await soakMany({ ...common, kind, count: Number(values.count) })) && isWell
  return isWell
}

const unknown = many?.filter(kind => !kinds.includes(kind)) ?? []
if (unknown.length > 0) {
  console.error(`soak: --many ${unknown.join(', ')} is not known; it may be ${kinds.join(', ')}`)
  process.exitCode = 2
} else process.exitCode = (await soak()) ? 0 : 1
