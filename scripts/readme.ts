/**
 * Keeps README.md true: runs its curls against a mock and puts the answers below them, and fills in banner and flags.
 * `--check` only says whether README.md is as it would be written (exit 1: it is not).
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { banner } from '../src/cli/banner.ts'
import { helpText } from '../src/cli/help.ts'
import { createApp } from '../src/fastify/app.ts'

const FILE = join(import.meta.dirname, '../README.md')
const NOW = '2026-03-09T12:00:00Z'
const old = readFileSync(FILE, 'utf8')

const app = createApp({ now: NOW })
const url = await app.listen({ port: 0 })
const shown = 'http://127.0.0.1:4010'
try {
  const exports = /```sh\n((?:export .*\n)+)```/.exec(old)?.[1]?.replace(shown, url) ?? ''
  const run = async (command: string) => {
    const { execFile } = await import('node:child_process')
    return new Promise<string>((done, failed) => {
      execFile('bash', ['-c', `${exports}\n${command}`], { maxBuffer: 1 << 26 }, (error, stdout) => {
        if (error) failed(error)
        else done(stdout)
      })
    })
  }
  let text = old
    .replace(
      /<!-- banner -->\n(?:\n```text\n[\s\S]*?```\n)?/,
      block('banner', 'text', banner(app.mock, shown, { colours: false }).trim()),
    )
    .replace(/<!-- flags -->\n(?:\n```text\n[\s\S]*?```\n)?/, block('flags', 'text', helpText().trim()))
  for (const [whole, command] of old.matchAll(/```sh curl\n([\s\S]*?)```\n(?:\n```json\n[\s\S]*?```\n)?/g)) {
    const answer = JSON.stringify(shorten(JSON.parse(await run(command ?? ''))), undefined, 1)
    text = text.replace(whole, () => `\`\`\`sh curl\n${command}\`\`\`\n\n\`\`\`json\n${compact(answer)}\n\`\`\`\n`)
  }
  if (!process.argv.includes('--check')) writeFileSync(FILE, text)
  else if (text !== old) {
    writeFileSync('/tmp/readme.new', text)
    console.error('README.md is not what the mock answers; npm run readme writes it anew:')
    try {
      execFileSync('diff', [FILE, '/tmp/readme.new'], { stdio: ['ignore', 'inherit', 'inherit'] })
    } catch {
      process.exitCode = 1
    }
  } else console.log(`${[...old.matchAll(/```sh curl/g)].length} curls, banner and flags: as in README.md`)
} finally {
  await app.close()
}

function block(name: string, language: string, content: string): string {
  return `<!-- ${name} -->\n\n\`\`\`${language}\n${content}\n\`\`\`\n`
}

/** Lists to their first item, texts to 60 characters, objects deeper than three levels to a mark. */
function shorten(value: unknown, depth = 0): unknown {
  if (Array.isArray(value)) {
    const whole = JSON.stringify(value).length < 400
    const kept = (whole ? value : value.slice(0, 1)).map(item => shorten(item, depth))
    return kept.length < value.length ? [...kept, '...'] : kept
  }
  if (typeof value === 'string')
    return value.length > 60 && !value.includes(' ') ? value : value.length > 100 ? `${value.slice(0, 97)}...` : value
  if (typeof value !== 'object' || value === null) return value
  if (depth > 4) return '...'
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shorten(item, depth + 1)]))
}

/** Objects and lists that fit on one line stand on one line. */
function compact(text: string): string {
  const fold = (whole: string) => {
    const line = whole.replace(/\s*\n\s*/g, ' ')
    return line.length <= 120 ? line : whole
  }
  let before = ''
  let after = text
  while (before !== after) {
    before = after
    after = after.replace(/\{[^{}[\]]*\}|\[[^[\]{}]*\]/g, fold)
    after = after.replace(/(?<=: |\[|\n\s*)(\{|\[)\s*\n[^\n]*\n\s*(\}|\])/g, fold)
  }
  return after
}
