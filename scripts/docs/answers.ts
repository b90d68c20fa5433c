import { execFile } from 'node:child_process'
import { type Serving, SHOWN } from './blocks.ts'

/** Runs the curls of a page and puts the answers below them. */
export async function answersOf(page: string, { url }: Serving): Promise<string> {
  const exports = /```sh\n((?:export .*\n)+)```/.exec(page)?.[1] ?? ''
  let text = page
  for (const [whole, command] of page.matchAll(/```sh curl\n([\s\S]*?)```\n(?:\n```json\n[\s\S]*?```\n)?/g)) {
    const answer = await run(`${exports}\n${command}`.replaceAll(SHOWN, url))
    const json = compact(JSON.stringify(shorten(JSON.parse(answer)), undefined, 1))
    text = text.replace(whole, () => `\`\`\`sh curl\n${command}\`\`\`\n\n\`\`\`json\n${json}\n\`\`\`\n`)
  }
  return text
}

function run(script: string): Promise<string> {
  return new Promise((done, failed) => {
    execFile('bash', ['-c', script], { maxBuffer: 1 << 26 }, (error, stdout) => {
      if (error) failed(error)
      else done(stdout)
    })
  })
}

/** Lists to their first item, texts to 100 characters, what lies deeper than four levels to a mark. */
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
