import type { Offer, OfferedCommand, OfferedFlag } from './completion-offer.ts'

/** In single quotes, in which _arguments reads brackets and colons. */
const zshQuoted = (text: string) => text.replace(/[[\]:\\]/g, '\\$&').replaceAll("'", "'\\''")

/** Where both names and files may stand names are offered: a path can be typed all the same. */
const action = ({ words, files }: Offer) => (words.length > 0 ? `(${words.join(' ')})` : files ? '_files' : ' ')

function spec({ name, short, value, help, offer }: OfferedFlag): string[] {
  const tail = offer === undefined ? '' : `:${zshQuoted(value ?? '')}:${action(offer)}`
  const spelt = [`--${name}${offer === undefined ? '' : '='}`, ...(short === undefined ? [] : [`-${short}`])]
  return spelt.map(one => `'*${one}[${zshQuoted(help)}]${tail}'`)
}

/** What makes zsh complete the command. */
export function zshScript(offered: readonly OfferedCommand[]): string {
  return [
    '#compdef kore-mock',
    '# kore-mock in zsh: source <(kore-mock completion zsh), after compinit; or a file _kore-mock in a folder of $fpath.',
    '_kore-mock() {',
    '  local command=serve one',
    `  for one in "\${(@)words[2,CURRENT-1]}"; do`,
    `    case $one in (${offered.map(({ name }) => name).join('|')}) command=$one; break ;; esac`,
    '  done',
    '  case $command in',
    ...offered.flatMap(command => [
      `    (${command.name})`,
      '      _arguments -S \\',
      `        ${[...command.flags.flatMap(spec), ...argumentsOf(command, offered)].join(' \\\n        ')}`,
      '      ;;',
    ]),
    '  esac',
    '}',
    'if [[ $funcstack[1] == _kore-mock ]]; then _kore-mock "$@"; else compdef _kore-mock kore-mock; fi',
    '',
  ].join('\n')
}

function argumentsOf({ name, argument }: OfferedCommand, offered: readonly OfferedCommand[]): string[] {
  if (name === 'serve') {
    const list = offered.map(one => `${one.name}\\:"${zshQuoted(one.summary)}"`).join(' ')
    return [`'1:command:((${list}))'`]
  }
  const rest = argument.words.length > 0 || argument.files ? `'2:argument:${action(argument)}'` : ''
  return ["'1: : '", rest].filter(one => one !== '')
}
