// What the measurements say, as lines of Markdown.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FLOOR, KORE } from './peers.mjs'

/** The middle one of a list of numbers. */
export const median = list => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN

/** The table of one work. */
export function tableOf(work, files, results) {
  const named = wanted => [...results].find(([{ name }, list]) => name === wanted && Array.isArray(list))?.[1] ?? []
  const hasPeers = [...results.keys()].some(({ peer }) => peer)
  return [
    '',
    `## ${work.name}`,
    '',
    `${files.bytes.toLocaleString('en')} bytes${work.list ? ' or about so' : ''}; ${work.target === undefined ? 'no target' : `target: at least ${work.target} of the floor`}.`,
    '',
    `| Server | requests/s | range | p50 (ms) | CPU (µs a request) | memory (MB) | to the floor | by CPU |${hasPeers ? ' kore-mock to it | by CPU |' : ''}`,
    `|---|---|---|---|---|---|---|---|${hasPeers ? '---|---|' : ''}`,
    ...[...results].map(
      ([server, list]) => `| ${rowOf(server, list, named(FLOOR), hasPeers ? named(KORE) : undefined).join(' | ')} |`,
    ),
  ]
}

function rowOf(server, list, floors, own) {
  if (!Array.isArray(list))
    return [server.name, `could not take part: ${list.slice(0, 120)}`, ...Array(own === undefined ? 6 : 8).fill('')]
  const of = figure => median(list.map(figure))
  const rates = list.map(({ perSecond }) => perSecond)
  const wrong = [...new Set(list.flatMap(result => result.wrong))]
  const whole = rate => Math.round(rate).toLocaleString('en')
  return [
    server.name + (wrong.length > 0 ? ` (answered ${wrong.join(', ')} too)` : ''),
    whole(median(rates)),
    `${whole(Math.min(...rates))} to ${whole(Math.max(...rates))}`,
    of(({ p50 }) => p50).toFixed(2),
    Math.round(of(({ cpuUs }) => cpuUs)),
    Math.round(of(({ memoryMb }) => memoryMb)),
    ...ratios(server, list, floors),
    ...(own === undefined ? [] : ratios(server, own, list)),
  ]
}

/** One list of results beside another, by rate and by processor time: pair by pair, where the servers took turns. */
function ratios({ jvm }, list, others) {
  return [({ perSecond }) => perSecond, ({ cpuUs }) => 1 / cpuUs]
    .map(figure =>
      jvm === undefined
        ? median(list.flatMap((result, i) => (others[i] === undefined ? [] : [figure(result) / figure(others[i])])))
        : median(list.map(figure)) / median(others.map(figure)),
    )
    .map(ratio => ratio.toFixed(2))
}

/** The table of starts. @param seen `{ startMs, memoryMb }[]` by server, the floor first */
export function startTableOf(seen) {
  const rows = [...seen].map(([{ name }, list]) => ({
    name,
    start: median(list.map(({ startMs }) => startMs)),
    memory: median(list.map(({ memoryMb }) => memoryMb)),
  }))
  const [floor, own] = rows
  const count = [...seen.values()][0].length
  return [
    '',
    `## Start: process start to first answer, medians of ${count}`,
    '',
    '| Server | start (ms) | memory after it (MB) |',
    '|---|---|---|',
    ...rows.map(({ name, start, memory }) => `| ${name} | ${Math.round(start)} | ${Math.round(memory)} |`),
    '',
    `Start ${(own.start / floor.start).toFixed(2)} x bare Fastify (target 1.3); memory ${Math.round(own.memory - floor.memory)} MB above it (target 25).`,
  ]
}

/**
 * The table of first answers.
 * @param seen by server, lists of `ms` and `cpuMs`, of the `start` and of the `six`
 */
export function firstTableOf(seen, http, fastify) {
  const count = seen.get(fastify).start.ms.length
  const cell = (part, unit) => list => Math.round(median(list[part][unit]))
  const toFloor = (list, floor, part, unit) =>
    median(list[part][unit].map((value, i) => value / seen.get(floor)[part][unit][i])).toFixed(2)
  return [
    '',
    `## First answers: process start to a first answer, and to one of each of the six APIs, medians of ${count}`,
    '',
    '| Server | start (ms) | CPU (ms) | to node:http, by CPU | to Fastify | six APIs (ms) | CPU (ms) | to Fastify | by CPU |',
    '|---|---|---|---|---|---|---|---|---|',
    ...[...seen].map(([name, list]) => {
      const cells = [
        name,
        cell('start', 'ms')(list),
        cell('start', 'cpuMs')(list),
        toFloor(list, http, 'start', 'cpuMs'),
        toFloor(list, fastify, 'start', 'ms'),
        cell('six', 'ms')(list),
        cell('six', 'cpuMs')(list),
        toFloor(list, fastify, 'six', 'ms'),
        toFloor(list, fastify, 'six', 'cpuMs'),
      ]
      return `| ${cells.join(' | ')} |`
    }),
    '',
    'Targets: start by CPU at most 1.4 of node:http, all six at most 2.0 of Fastify.',
  ]
}

/** The table of exports. @param seen of `measureExport` */
export function exportTableOf(seen) {
  return [
    '',
    `## kore-mock export, days of 100,000 sessions as NDJSON, by ${seen[0].cores} cores, process start to end`,
    '',
    '| Rows of | days | MB | seconds | MB/s | wanted |',
    '|---|---|---|---|---|---|',
    ...seen.map(({ kind, days, bytes, seconds, target }) => {
      const took = median(seconds)
      const cells = [kind, days, Math.round(bytes / 1e6), took.toFixed(1), Math.round(bytes / 1e6 / took), target ?? '']
      return `| ${cells.join(' | ')} |`
    }),
  ]
}

/** What was measured, as it is installed. */
export function versionLines() {
  const read = file => JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8'))
  const { dependencies, devDependencies, optionalDependencies } = read('package.json')
  const installed = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })
    .filter(name => existsSync(join(import.meta.dirname, 'node_modules', name, 'package.json')))
    .map(name => `${name} ${read(`node_modules/${name}/package.json`).version}`)
  return ['', `Versions: kore-mock ${read('../package.json').version}, ${installed.join(', ')}.`]
}
