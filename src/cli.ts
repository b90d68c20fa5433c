#!/usr/bin/env node
import { main } from './cli/main.ts'

// Whoever read along has closed the pipe, as `| head` does: there is nothing more to say.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

process.exitCode = await main(process.argv.slice(2), process.env)
