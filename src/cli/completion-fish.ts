import type { Offer, OfferedCommand, OfferedFlag } from './completion-offer.ts'

const fishQuoted = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`

/** `-r`: a value must follow; `-f` and `-F`: no files, files. */
const offerFlags = ({ words, files }: Offer) =>
  [files ? '-F' : '-f', ...(words.length === 0 ? [] : [`-a ${fishQuoted(words.join(' '))}`])].join(' ')

/** What makes fish complete the command. */
export function fishScript(offered: readonly OfferedCommand[]): string {
  const others = offered.map(({ name }) => name).filter(name => name !== 'serve')
  const isServe = `not __fish_seen_subcommand_from ${others.join(' ')}`
  const lines = offered.flatMap(({ name, summary, flags, argument }) => {
    const when = fishQuoted(name === 'serve' ? isServe : `__fish_seen_subcommand_from ${name}`)
    const own =
      argument.words.length > 0 || argument.files ? [`complete -c kore-mock -n ${when} ${offerFlags(argument)}`] : []
    return [
      `complete -c kore-mock -n __fish_use_subcommand -f -a ${name} -d ${fishQuoted(summary)}`,
      ...flags.map(flag => `complete -c kore-mock -n ${when} ${flagOf(flag)}`),
      ...own,
    ]
  })
  return ['# kore-mock in fish: kore-mock completion fish | source', 'complete -c kore-mock -f', ...lines, ''].join(
    '\n',
  )
}

function flagOf({ name, short, help, offer }: OfferedFlag): string {
  const spelt = [`-l ${name}`, ...(short === undefined ? [] : [`-s ${short}`])].join(' ')
  return `${spelt}${offer === undefined ? '' : ` -r ${offerFlags(offer)}`} -d ${fishQuoted(help)}`
}
