// Starting, pinning and watching servers.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'

const canPin =
  process.platform === 'linux' && availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0
/** In place of a core: whichever is idle. */
export const FREE = 'free'
const pinned = (core, command) => (canPin && core !== FREE ? ['taskset', '-c', String(core), ...command] : command)

export const pinning = canPin ? 'server on core 0, client on core 1' : 'not pinned'
export const hasJava = spawnSync('java', ['-version']).status === 0

/** Starts a server and waits for its first answer of a status below 500 that is no 404 of a server not ready. */
export async function start(command, first, timeout = 30_000) {
  const before = performance.now()
  const [file, ...args] = pinned(0, command.map(String))
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'pipe'], cwd: import.meta.dirname })
  let complaint = ''
  child.stderr.on('data', chunk => {
    complaint = (complaint + chunk).slice(-2000)
  })
  for (;;) {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${complaint.trim().split('\n').at(-1)}`)
    const status = await ask(first)
    if (status === first.expect) break
    if (performance.now() - before > timeout) {
      child.kill('SIGKILL')
      throw new Error(`no answer ${first.expect} after ${timeout / 1000} s, last was ${status}`)
    }
    await new Promise(done => setTimeout(done, 2))
  }
  return {
    startMs: performance.now() - before,
    memoryMb: () => residentMb(child.pid),
    cpuSeconds: () => cpuSeconds(child.pid),
    cpuMs: () => cpuMs(child.pid),
    stop: () =>
      new Promise(done => {
        child.once('exit', done)
        child.kill('SIGKILL')
      }),
  }
}

/** Status of one request, 0 when there was no answer. */
function ask({ port, method, path, headers, body }) {
  return new Promise(done => {
    const call = request({ host: '127.0.0.1', port, method, path, headers, timeout: 20_000 }, reply => {
      reply.resume()
      reply.once('end', () => done(reply.statusCode))
      reply.once('error', () => done(0))
    })
    call.once('error', () => done(0))
    call.once('timeout', () => call.destroy())
    call.end(body)
  })
}

/** Resident memory of a process and its children, MB. */
function residentMb(pid) {
  if (process.platform !== 'linux') return Number.NaN
  const own = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  return childrenOf(pid).reduce((sum, child) => sum + residentMb(child), own)
}

/** Processor time of a process so far, of all its threads. */
function cpuSeconds(pid) {
  if (process.platform !== 'linux') return Number.NaN
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** The same in ms, to the microsecond, of the threads that it has now: those of a Node server live as long as it does. */
function cpuMs(pid) {
  if (process.platform !== 'linux') return Number.NaN
  return readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => {
    const [ran] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')
    return sum + Number(ran) / 1e6
  }, 0)
}

/** The same of a process and its children. */
export function cpuSecondsOfAll(pid) {
  if (process.platform !== 'linux') return Number.NaN
  return childrenOf(pid).reduce((sum, child) => sum + cpuSecondsOfAll(child), cpuSeconds(pid))
}

const childrenOf = pid => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean)

/** Runs the client and gives its figures. */
export function load(directory, { core = 1, ...job }) {
  const file = join(directory, 'job.json')
  writeFileSync(file, JSON.stringify(job))
  const [command, ...args] = pinned(core, ['node', 'client.mjs', file])
  return JSON.parse(execFileSync(command, args, { cwd: import.meta.dirname, encoding: 'utf8', maxBuffer: 1 << 24 }))
}
