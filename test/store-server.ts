import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const SERVERS = ['valkey-server', 'redis-server']

/** The server that is installed. */
const storeServer: string | undefined = SERVERS.find(name => spawnSync(name, ['--version']).status === 0)

/**
 * Why tests with a store are left out; false: they are not. In CI they must not be: there they fail.
 */
export const noStore: string | false =
  storeServer === undefined && process.env.CI !== 'true'
    ? 'neither valkey-server nor redis-server is installed: bash scripts/store.sh installs one'
    : false

/** A server of its own, on a free port. */
export class TestStore {
  readonly port: number
  readonly folder: string
  #process: ChildProcess | undefined

  private constructor(port: number, folder: string) {
    this.port = port
    this.folder = folder
  }

  static async start(args: readonly string[] = []): Promise<TestStore> {
    const store = new TestStore(await freePort(), mkdtempSync(join(tmpdir(), 'kore-mock-store-')))
    await store.up(args)
    return store
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`
  }

  get pid(): number {
    return this.#process?.pid ?? 0
  }

  /** Starts it, for the first time or again; its data are there when they were written. */
  async up(args: readonly string[] = []): Promise<void> {
    if (storeServer === undefined) throw new Error('neither valkey-server nor redis-server is installed')
    const usual = ['--port', `${this.port}`, '--bind', '127.0.0.1', '--dir', this.folder, '--save', '']
    const child = spawn(storeServer, [...usual, ...args], { stdio: ['ignore', 'pipe', 'ignore'] })
    this.#process = child
    await new Promise<void>((done, fail) => {
      let text = ''
      child.stdout.on('data', chunk => {
        text += chunk
        if (text.includes('eady to accept connections')) done()
      })
      child.once('exit', code => fail(new Error(`the store ended (${code}): ${text}`)))
    })
    // The test ends when it has nothing else to do.
    child.unref()
    ;(child.stdout as unknown as { unref(): void }).unref()
  }

  /** Ends it at once, as a power cut would. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#process
    if (child === undefined || child.exitCode !== null) return
    const gone = new Promise(resolve => child.once('exit', resolve))
    child.kill(signal)
    await gone
  }

  /** Ends it and removes its data; nothing has to be waited for. */
  end(): void {
    this.#process?.kill('SIGKILL')
    rmSync(this.folder, { recursive: true, force: true })
  }
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const probe = createServer()
    probe.listen({ port: 0, host: '127.0.0.1' }, () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
