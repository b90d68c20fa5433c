import { readFile } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '../admin/refuse.ts'
import { Refusal } from '../contract/refusal.ts'
import { wantedCoding } from './accept-encoding.ts'

/** What the build has made of `src/console/`: beside the built command, or where a build of the sources puts it. */
const HERE = dirname(fileURLToPath(import.meta.url))
const FOLDERS = [join(HERE, 'console'), join(HERE, '../../dist/console')]

/** Kinds of files that the console consists of. */
const CONSOLE_TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
])
/** A file by the name that the build gave it, which has a digest of its text in it: never a path. */
const FILE_NAME = /^[\w-]{1,80}\.(?:js|css)$/
const FOR_EVER = 'public, max-age=31536000, immutable'
/** Below this nobody gains by packing. */
const LEAST_PACKED = 1024

const gzipped = promisify(gzip)

/**
 * Answers whatever is under `/console`: a file of it, else the page, which reads the rest of the path itself. Files are read
 * when they are asked for and not kept, so a mock whose console nobody opens has nothing of it in memory.
 */
export async function answerConsole(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const path = request.url.split('?', 1)[0]!
  const asset = /^\/console\/assets\/([^/]+)$/.exec(path)?.[1]
  if (asset !== undefined && !FILE_NAME.test(asset)) return notThere(reply, 'is no file of the console')
  const name = asset ?? 'index.html'
  const bytes = await readAsset(name)
  if (bytes === undefined) {
    return notThere(
      reply,
      asset === undefined
        ? 'the console is not built here: `npm run console:build` makes it'
        : 'is no file of the console as it is now; load the page anew',
    )
  }
  reply.type(CONSOLE_TYPES.get(extname(name))!)
  reply.header('cache-control', asset === undefined ? 'no-cache' : FOR_EVER).header('vary', 'accept-encoding')
  if (bytes.length < LEAST_PACKED || !takesGzip(request)) return reply.send(bytes)
  return reply.header('content-encoding', 'gzip').send(await gzipped(bytes))
}

/** Browsers prefer brotli, which takes longer than the bytes it saves are worth on a machine's own network. */
function takesGzip({ headers }: FastifyRequest): boolean {
  const accepted = headers['accept-encoding']
  return wantedCoding(accepted).coding !== undefined && /\b(?:gzip|\*)/i.test(String(accepted))
}

async function readAsset(name: string): Promise<Buffer | undefined> {
  for (const folder of FOLDERS) {
    const bytes = await readFile(join(folder, name === 'index.html' ? name : join('assets', name))).catch(
      () => undefined,
    )
    if (bytes !== undefined) return bytes
  }
  return undefined
}

function notThere(reply: FastifyReply, message: string): FastifyReply {
  refuse(reply, new Refusal(404, 'Not Found', { violations: [{ property: 'path', message }] }))
  return reply
}
