import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { commands } from '../../src/cli/command-table.ts'
import { commandHelp, helpText } from '../../src/cli/help.ts'
import type { Serving } from './blocks.ts'

const LANGUAGES: Readonly<Record<string, string>> = {
  '.mjs': 'js',
  '.cjs': 'js',
  '.yml': 'yaml',
  '.yaml': 'yaml',
  '.py': 'python',
  '.java': 'java',
  '.sh': 'sh',
}

/** A page with what its marks ask for: files, the banner, what the command says of itself, and the bench in short. */
export function filled(page: string, root: string, { banner }: Serving): string {
  return page
    .replace(/<!-- bench -->\n(?:\n(?:\|.*\n)+)?/, () => `<!-- bench -->\n\n${benchTable(root)}\n`)
    .replaceAll(/<!-- (file|banner|flags|help)(?: (\S+))? -->\n(?:\n```\w+\n[\s\S]*?\n```\n)?/g, (_, what, name) => {
      const [language, content] = madeFor(what, name ?? '')
      return `<!-- ${name === undefined ? what : `${what} ${name}`} -->\n\n\`\`\`${language}\n${content.trim()}\n\`\`\`\n`
    })

  function madeFor(what: string, name: string): [string, string] {
    if (what === 'banner') return ['text', banner]
    if (what === 'flags') return ['text', helpText()]
    if (what === 'help') return ['text', commandHelp(commands.find(command => command.name === name)!)]
    return [LANGUAGES[extname(name)] ?? 'text', readFileSync(join(root, name), 'utf8')]
  }
}

/** What stands in bench/results.md of small pages, for who has never seen it: rates, and kore-mock's to them. */
function benchTable(root: string): string {
  const results = readFileSync(join(root, 'bench/results.md'), 'utf8')
  const [section = ''] = /## getSessions, pages of 20\n[\s\S]*?(?=\n## )/.exec(results) ?? []
  if (section === '') throw new Error('bench/results.md has no table of getSessions, pages of 20')
  const rows = section.split('\n').filter(line => line.startsWith('| ') && !line.startsWith('| Server'))
  const cells = rows
    .map(line => line.split('|').map(cell => cell.trim()))
    .filter(([, , rate]) => /^[\d,]+$/.test(rate ?? ''))
  const lines = cells.map(
    ([, name, rate, , , cpu, memory, , , ratio]) => `| ${[name, rate, ratio, cpu, memory].join(' | ')} |`,
  )
  const [date = ''] = /^\d{4}-\d\d-\d\d/m.exec(results) ?? []
  return [
    `| Pages of 20 sessions${date === '' ? '' : `, ${date}`} | requests/s | kore-mock to it | CPU (µs a request) | memory (MB) |`,
    '|---|---|---|---|---|',
    ...lines,
  ].join('\n')
}
