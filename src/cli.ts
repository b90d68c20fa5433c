#!/usr/bin/env node
import { main } from './cli/main.ts'

// Whoever read along has gone, as `| head` does, or there is no room: what cannot be written is dropped. A server goes on, and
// what a command does beside writing is done.
const GONE: ReadonlySet<string | undefined> = new Set(['EPIPE', 'ECONNRESET', 'EIO', 'ENOSPC', 'EAGAIN'])
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (!GONE.has(error.code)) throw error
  })
}

// No `await` here: what is built has this in a function.
void main(process.argv.slice(2), process.env).then(code => {
  process.exitCode = code
})
