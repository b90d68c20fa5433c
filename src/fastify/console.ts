import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '../admin/refuse.ts'
import { Refusal } from '../contract/refusal.ts'
import { readBuilt } from '../platform/built.ts'
import { wantedCoding } from './accept-encoding.ts'

/** Where a build puts what it makes of `src/console/`, for who runs the sources. */
const BUILT = import.meta.url.endsWith('.ts')
  ? fileURLToPath(new URL('../../dist/console', import.meta.url))
  : undefined

/** Names of its views, as `src/console/views/table.ts` has them. */
const CONSOLE_VIEWS: ReadonlySet<string> = new Set([
  'centre',
  'conversations',
  'dashboards',
  'traffic',
  'control',
  'scenario',
  'stories',
])
/** `/console`, or a view, perhaps one that there is not: the page says so, unless the name is a file's. */
const VIEW_PATH = /^\/console(?:\/([^/]*)\/?)?$/
const ENDS_AS_FILE = /\.\w{1,10}$/
const READING = 'GET, HEAD, OPTIONS'

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
 * Answers whatever is under `/console`: a file of it, or the page where a view is asked for, which reads the path itself; with 404 where
 * there is no such view, which it says. Files are read when they are asked for and not kept, so a mock whose console nobody opens has
 * nothing of it in memory.
 */
export async function answerConsole(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return answerVerb(request, reply)
  const wanted = consoleFileAt(request.url.split('?', 1)[0]!)
  if (wanted === undefined) return notThere(reply, 'is no file of the console')
  const { name, isPage } = wanted
  const bytes = await readAsset(name)
  if (bytes === undefined) {
    const isBuilt = 'is no file of the console as it is now; load the page anew'
    return notThere(reply, isPage ? 'the console is not built here: `npm run console:build` makes it' : isBuilt)
  }
  reply.code(wanted.status).type(CONSOLE_TYPES.get(extname(name))!)
  reply.header('cache-control', isPage ? 'no-cache' : FOR_EVER).header('vary', 'accept-encoding')
  if (bytes.length < LEAST_PACKED || !takesGzip(request)) return reply.send(bytes)
  return reply.header('content-encoding', 'gzip').send(await gzipped(bytes))
}

/** A file of the console, and the status with which it is sent. */
interface ConsoleFile {
  readonly name: string
  readonly isPage: boolean
  readonly status: 200 | 404
}

/** What a path leads to; undefined: nothing. */
function consoleFileAt(path: string): ConsoleFile | undefined {
  const file = /^\/console\/assets\/([^/]+)$/.exec(path)?.[1]
  if (file !== undefined) return FILE_NAME.test(file) ? { name: file, isPage: false, status: 200 } : undefined
  const view = VIEW_PATH.exec(path)
  if (view === null || ENDS_AS_FILE.test(view[1] ?? '')) return undefined
  const isThere = view[1] === undefined || view[1] === '' || CONSOLE_VIEWS.has(view[1])
  return { name: 'index.html', isPage: true, status: isThere ? 200 : 404 }
}

/** Of a page one can only read. */
function answerVerb({ method }: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.header('allow', READING)
  if (method === 'OPTIONS') return reply.code(204).send()
  const violations = [{ property: 'method', message: `must be one of ${READING}; found ${method}` }]
  refuse(reply, new Refusal(405, 'Method Not Allowed', { violations }))
  return reply
}

/** Browsers prefer brotli, which takes longer than the bytes it saves are worth on a machine's own network. */
function takesGzip({ headers }: FastifyRequest): boolean {
  const accepted = headers['accept-encoding']
  return wantedCoding(accepted).coding !== undefined && /\b(?:gzip|\*)/i.test(String(accepted))
}

async function readAsset(name: string): Promise<Buffer | undefined> {
  const path = name === 'index.html' ? name : `assets/${name}`
  return BUILT === undefined ? readBuilt(`console/${path}`) : readFile(join(BUILT, path)).catch(() => undefined)
}

function notThere(reply: FastifyReply, message: string): FastifyReply {
  refuse(reply, new Refusal(404, 'Not Found', { violations: [{ property: 'path', message }] }))
  return reply
}
