import type { Offer, OfferedCommand } from './completion-offer.ts'

/** Lines that fill COMPREPLY; with nothing to offer none. */
const reply = ({ words, files }: Offer) =>
  [
    ...(files ? ['compopt -o filenames 2>/dev/null', 'COMPREPLY=($(compgen -f -- "$word"))'] : []),
    ...(words.length === 0 ? [] : [`COMPREPLY+=($(compgen -W '${words.join(' ')}' -- "$word"))`]),
  ].join('; ')

/** What makes bash complete the command. */
export function bashScript(offered: readonly OfferedCommand[]): string {
  const names = offered.map(({ name }) => name)
  return [
    '# kore-mock in bash: source <(kore-mock completion bash)',
    '_kore_mock() {',
    `  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command=serve one`,
    "  COMPREPLY=(); local IFS=$' \\n'",
    '  # bash makes words of their own of what stands before and behind a =.',
    '  [[ $word == = ]] && word=',
    `  [[ $before == = ]] && before=\${COMP_WORDS[COMP_CWORD-2]}`,
    `  for one in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do`,
    `    case $one in ${names.join('|')}) command=$one; break ;; esac`,
    '  done',
    `  [[ \${COMP_WORDS[COMP_CWORD]} == = ]] && before=\${COMP_WORDS[COMP_CWORD-1]}`,
    '  case $command:$before in',
    ...offered.flatMap(valueCases),
    '  esac',
    '  case $command:$word in',
    ...offered.map(
      ({ name, flags }) => `    ${name}:-*) ${reply({ words: flags.map(flag => `--${flag.name}`), files: false })} ;;`,
    ),
    `    serve:*) ((COMP_CWORD == 1)) && ${reply({ words: names, files: false })} ;;`,
    ...offered
      .filter(({ name, argument }) => name !== 'serve' && reply(argument) !== '')
      .map(({ name, argument }) => `    ${name}:*) ${reply(argument)} ;;`),
    '  esac',
    '}',
    'complete -F _kore_mock kore-mock',
    '',
  ].join('\n')
}

/** Behind a flag stands its value and nothing else, also where nothing can be offered. */
function valueCases({ name, flags }: OfferedCommand): string[] {
  return flags.flatMap(({ name: flag, short, offer }) => {
    if (offer === undefined) return []
    const spelt = [`--${flag}`, ...(short === undefined ? [] : [`-${short}`])].map(one => `${name}:${one}`)
    const lines = [reply(offer), 'return'].filter(line => line !== '').join('; ')
    return [`    ${spelt.join('|')}) ${lines} ;;`]
  })
}
