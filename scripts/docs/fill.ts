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

/** A page with the blocks that its marks ask for: files, the banner, what the command says of itself. */
export function filled(page: string, root: string, { banner }: Serving): string {
  return page.replaceAll(
    /<!-- (file|banner|flags|help)(?: (\S+))? -->\n(?:\n```\w+\n[\s\S]*?\n```\n)?/g,
    (_, what, name) => {
      const [language, content] = madeFor(what, name ?? '')
      return `<!-- ${name === undefined ? what : `${what} ${name}`} -->\n\n\`\`\`${language}\n${content.trim()}\n\`\`\`\n`
    },
  )

  function madeFor(what: string, name: string): [string, string] {
    if (what === 'banner') return ['text', banner]
    if (what === 'flags') return ['text', helpText()]
    if (what === 'help') return ['text', commandHelp(commands.find(command => command.name === name)!)]
    return [LANGUAGES[extname(name)] ?? 'text', readFileSync(join(root, name), 'utf8')]
  }
}
