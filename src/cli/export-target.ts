import { randomBytes } from 'node:crypto'
import { constants, type Stats, write as writeTo } from 'node:fs'
import { access, type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type Said, say } from '../errors/catalogue.ts'
import { failureOf } from '../errors/failure.ts'

/** The file cannot be written. */
export class TargetError extends Error {
  override name = 'TargetError'
  readonly said: Said

  constructor(said: Said, cause: unknown) {
    super(said.message, { cause })
    this.said = said
  }
}

/** Whether whoever reads stdout has left. */
export const isUnread = (error: unknown): boolean =>
  error instanceof TargetError && error.said.code === 'KM_EXPORT_STDOUT' && failureOf(error.cause).code === 'EPIPE'

const WHY_NOT_WRITTEN: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'this user may not write there'],
  ['EPERM', 'this user may not write there'],
  ['ENOTDIR', 'what it names as a folder is none'],
  ['ENOSPC', 'there is no room left on the disk'],
  ['EDQUOT', 'the user has no room left on the disk'],
  ['EROFS', 'nothing can be written on that disk'],
  ['EISDIR', 'it is a folder'],
  ['EFBIG', 'it would be larger than a file may be there'],
])

const STDOUT = 1
/** ms after which a pipe that is full is tried again. */
const FULL_PIPE = 5
const writeSome = promisify(writeTo)

/** Where rows are written: a file that has its name once it is whole, or stdout, or what is no plain file, such as a pipe. */
export class ExportTarget {
  readonly #file: string
  readonly #handle: FileHandle | undefined
  /** What the file is called until it is whole; undefined: it is written in its place. */
  readonly #partial: string | undefined

  private constructor(file: string, handle?: FileHandle, partial?: string) {
    this.#file = file
    this.#handle = handle
    this.#partial = partial
  }

  /** @throws TargetError when it cannot be written */
  static async open(out: string): Promise<ExportTarget> {
    if (out === '-') return new ExportTarget(out)
    try {
      const old = await statOf(out)
      if (old?.isDirectory() === true) throw Object.assign(new Error('it is a folder'), { code: 'EISDIR' })
      if (old !== undefined && !old.isFile()) return new ExportTarget(out, await open(out, 'w'))
      // A link stays a link.
      const file = old === undefined ? out : await realpath(out)
      if (old !== undefined) await access(file, constants.W_OK)
      const partial = join(dirname(file), `.kore-mock-${randomBytes(6).toString('hex')}.part`)
      const handle = await open(partial, 'wx', old === undefined ? 0o666 : old.mode & 0o777)
      return new ExportTarget(file, handle, partial)
    } catch (error) {
      throw targetError(out, error)
    }
  }

  /** @throws TargetError when it cannot be written */
  async write(bytes: Uint8Array): Promise<void> {
    const fd = this.#handle?.fd ?? STDOUT
    for (let at = 0; at < bytes.length; ) {
      try {
        const { bytesWritten } = await writeSome(fd, bytes, at, bytes.length - at, null)
        at += bytesWritten
      } catch (error) {
        if (failureOf(error).code !== 'EAGAIN') throw targetError(this.#file, error)
        await setTimeout(FULL_PIPE)
      }
    }
  }

  /** All is written: the file gets its name. @throws TargetError when that fails */
  async finish(): Promise<void> {
    const handle = this.#handle
    if (handle === undefined) return
    try {
      if (this.#partial !== undefined) await handle.sync()
      await handle.close()
      if (this.#partial !== undefined) await rename(this.#partial, this.#file)
    } catch (error) {
      throw targetError(this.#file, error)
    }
  }

  /** It will never be whole: what there is of it goes. */
  async discard(): Promise<void> {
    if (this.#partial !== undefined) await rm(this.#partial, { force: true })
  }
}

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path)
  } catch (error) {
    if (failureOf(error).code === 'ENOENT') return undefined
    throw error
  }
}

function targetError(file: string, error: unknown): TargetError {
  const { code = '', message } = failureOf(error)
  const reason = code === 'ENOENT' ? `there is no folder ${dirname(file)}` : (WHY_NOT_WRITTEN.get(code) ?? message)
  return new TargetError(
    file === '-' ? say('KM_EXPORT_STDOUT', { reason }) : say('KM_EXPORT_FILE', { file, reason }),
    error,
  )
}
