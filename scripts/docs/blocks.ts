import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'

/** A mock for the blocks to talk to, and a folder to run them in, which has the package installed. */
export interface Serving {
  readonly url: string
  readonly folder: string
  /** What `npm start` prints on a terminal, with instants and tokens that do not change. */
  readonly banner: string
  stop(): Promise<void>
}

/** A block of code as it stands between the fences. */
export interface Block {
  readonly language: string
  /** What stands behind the language: `curl`, `run`, `scenario` or nothing. */
  readonly kind: string
  readonly code: string
}

/** What came of a block. */
export interface Tried {
  readonly isRun: boolean
  /** Undefined: it is good. */
  readonly fault?: string
}

/** Where the pages say that the mock is. */
export const SHOWN = 'http://127.0.0.1:4010'
/** ms that a block may run. */
const PATIENCE = 60_000
let workshop: string | undefined

/** A folder in which `kore-mock` is installed, as a command and as a package. */
export function makeWorkshop(root: string): string {
  workshop = mkdtempSync(join(tmpdir(), 'kore-mock-docs-'))
  mkdirSync(join(workshop, 'node_modules/.bin'), { recursive: true })
  symlinkSync(root, join(workshop, 'node_modules/kore-mock'))
  symlinkSync(join(root, 'dist/cli.js'), join(workshop, 'node_modules/.bin/kore-mock'))
  writeFileSync(join(workshop, 'package.json'), '{"type": "module"}\n')
  return workshop
}

/** Removes that folder. */
export function removeWorkshop(): void {
  if (workshop !== undefined) rmSync(workshop, { recursive: true, force: true })
}

/** Runs a block, or parses it. */
export async function checkBlock({ language, kind, code }: Block, serving: Serving): Promise<Tried> {
  if (kind === 'curl') return { isRun: true }
  const text = code.replaceAll(SHOWN, serving.url).replaceAll('localhost:4010', new URL(serving.url).host)
  const key = `${language} ${kind}`.trim()
  if (key === 'sh run') return { isRun: true, ...(await faultOf('bash', ['-euo', 'pipefail', '-c', text], serving)) }
  if (key === 'js run') {
    writeFileSync(join(serving.folder, 'block.mjs'), text)
    return { isRun: true, ...(await faultOf('node', ['block.mjs'], serving)) }
  }
  if (key === 'yaml scenario') {
    writeFileSync(join(serving.folder, 'block.yaml'), code)
    return { isRun: true, ...(await faultOf('kore-mock', ['validate', 'block.yaml'], serving)) }
  }
  return { isRun: false, ...(await parsed(language, code, serving)) }
}

/** Whether a block that is not run could be. */
async function parsed(language: string, code: string, serving: Serving): Promise<Pick<Tried, 'fault'>> {
  if (['sh', 'bash'].includes(language)) return faultOf('bash', ['-n', '-c', code], serving)
  if (['js', 'ts', 'javascript'].includes(language)) {
    writeFileSync(join(serving.folder, 'block.mjs'), code)
    return faultOf('node', ['--check', 'block.mjs'], serving)
  }
  if (language === 'yaml') {
    const [fault] = parseAllDocuments(code).flatMap(({ errors }) => errors)
    return fault === undefined ? {} : { fault: fault.message }
  }
  if (language === 'json') return jsonFault(code)
  if (['text', 'python', 'java', 'ini', 'toml', 'http', 'dockerfile'].includes(language)) return {}
  return { fault: `nothing is known of blocks of ${language}` }
}

function jsonFault(code: string): Pick<Tried, 'fault'> {
  try {
    JSON.parse(code)
    return {}
  } catch (error) {
    return { fault: String(error) }
  }
}

/** What a command complains of; nothing when it ends with 0. */
function faultOf(command: string, args: readonly string[], { folder, url }: Serving): Promise<Pick<Tried, 'fault'>> {
  const path = `${join(folder, 'node_modules/.bin')}:${process.env.PATH}`
  const options = { cwd: folder, timeout: PATIENCE, env: { ...process.env, PATH: path, KORE: url } }
  return new Promise(done => {
    execFile(command, args, options, (error, stdout, stderr) => {
      done(
        error === null
          ? {}
          : { fault: `${command} ended with ${error.code}: ${(stderr || stdout).trim().slice(-600)}` },
      )
    })
  })
}
