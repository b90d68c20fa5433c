// Gives the lines of a stack that the packed command has printed their places in src/: npm run --silent stack < STACK, after `npm run build`
// of the same version.
import { readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

const map = new SourceMap(JSON.parse(readFileSync(join(import.meta.dirname, '../dist/packed/whole.map'), 'utf8')))
const stack = await text(process.stdin)
process.stdout.write(
  stack.replaceAll(/[^\s(]*whole\.cjs:(\d+):(\d+)/g, (found, line, column) => {
    // `load.cjs` puts some text before the first line.
    const { originalSource, originalLine } = map.findEntry(line - 1, column - 1)
    return originalSource === undefined ? found : `${originalSource.replace(/^(?:\.\.\/)+/, '')}:${originalLine + 1}`
  }),
)
