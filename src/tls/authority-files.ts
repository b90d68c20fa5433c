import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { say } from '../errors/catalogue.ts'
import { failureOf } from '../errors/failure.ts'
import { Authority } from './authority.ts'
import { TlsProblem } from './problem.ts'

/** What lies in the folder of an authority. */
const CERTIFICATE_FILE = 'ca.pem'
const KEY_FILE = 'ca-key.pem'
/** ms for which another process may take to put its authority into the folder. */
const MOST_WAIT = 2_000
const LOOK_EVERY = 20

/** An authority, and where a client finds its certificate. */
export interface OpenAuthority {
  readonly authority: Authority
  /** Path of its certificate. */
  readonly file: string
  /** It is there in the next run too. */
  readonly isKept: boolean
  /** Takes away what was there for this run alone. */
  readonly remove: () => void
}

/** An authority for this run: its certificate lies in a folder for temporary files, its key in no file at all. */
export function passingAuthority(names: readonly string[]): OpenAuthority {
  const authority = Authority.make(names)
  const folder = mkdtempSync(join(tmpdir(), 'kore-mock-ca-'))
  const file = join(folder, CERTIFICATE_FILE)
  writeFileSync(file, authority.certificate)
  return { authority, file, isKept: false, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/**
 * The authority in a folder, which is made where there is none; its key is for this user alone.
 * @param names for which a new one may sign
 * @throws TlsProblem
 */
export async function keptAuthority(folder: string, names: readonly string[]): Promise<OpenAuthority> {
  const file = resolve(folder, CERTIFICATE_FILE)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const authority = (await readAuthority(folder)) ?? (await makeAuthority(folder, names))
    return { authority, file, isKept: true, remove: () => {} }
  } catch (error) {
    if (error instanceof TlsProblem) throw error
    const { code, message } = failureOf(error)
    const reason =
      code === 'EACCES' || code === 'EROFS'
        ? 'may not be read or written'
        : code === 'ENOTDIR' || code === 'EEXIST'
          ? 'is no folder'
          : message
    throw new TlsProblem(say('KM_TLS_CA_FOLDER', { dir: folder, reason }))
  }
}

async function makeAuthority(folder: string, names: readonly string[]): Promise<Authority> {
  const made = Authority.make(names)
  const paths = [join(folder, KEY_FILE), join(folder, CERTIFICATE_FILE)] as const
  try {
    // Of several processes that begin at once the first one makes it.
    writeFileSync(paths[0], made.key, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (failureOf(error).code !== 'EEXIST') throw error
    return await authorityOfAnother(folder)
  }
  // Whoever reads it has the whole of it.
  const half = `${paths[1]}.${process.pid}`
  writeFileSync(half, made.certificate)
  renameSync(half, paths[1])
  return made
}

async function authorityOfAnother(folder: string): Promise<Authority> {
  for (let waited = 0; waited < MOST_WAIT; waited += LOOK_EVERY) {
    const found = await readAuthority(folder)
    if (found !== undefined) return found
    await sleep(LOOK_EVERY)
  }
  throw new Error(`holds ${KEY_FILE} without ${CERTIFICATE_FILE}`)
}

/** Undefined: there is no certificate. */
async function readAuthority(folder: string): Promise<Authority | undefined> {
  const cert = textIfThere(join(folder, CERTIFICATE_FILE))
  if (cert === undefined) return undefined
  const key = textIfThere(join(folder, KEY_FILE))
  if (key === undefined) throw new Error(`holds ${CERTIFICATE_FILE} without ${KEY_FILE}`)
  return Authority.of({ cert, key })
}

/** Undefined: there is no such file. */
function textIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (failureOf(error).code === 'ENOENT') return undefined
    throw error
  }
}
