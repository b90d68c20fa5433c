import { howMany } from '../contract/how-many.ts'
import { quietSchedule } from './draw.ts'
import { botTrait, RANGES } from './judged-world.ts'
import type { Searched } from './search.ts'
import { rangeTrait, storyOf } from './story.ts'
import { TROUBLE_WORDS } from './trouble-words.ts'

/** The report for a person: stories, what was seen, and the verdict as its last line. */
export function judgeText(searched: Searched): string {
  const { failures, operations } = searched
  const asked = [...operations].map(([name, times]) => `${name} (${times})`).join(', ')
  return [
    ...failures.map(storyOf),
    `Trouble met: ${metText(searched)}`,
    ...neverMet(searched),
    `Days and bots: ${placesText(searched)}`,
    `Asked: ${asked === '' ? 'nothing' : asked}`,
    ...comparedText(searched),
    '',
    verdictLine(searched),
    '',
  ].join('\n')
}

/** One line that says whether the client is right, as far as was seen. */
function verdictLine({ seed, tried, failed, failures, took, kinds, requests }: Searched): string {
  const seen = `${howMany(tried, 'schedule')} of seed ${seed}, ${requests} requests, ${(took / 1000).toFixed(1)} s`
  const of = kinds.join(', ')
  if (failures.length === 0) return `Right: what it stored of ${of} was as it must be (${seen}).`
  const names = failures.map(({ name, count }) => `${name} (${count})`).join('; ')
  return `Wrong under ${failed} of ${seen}: ${names}.`
}

/** What was held against the truth, and what was not. */
function comparedText({ columns }: Searched): string[] {
  return [...columns].map(([kind, { compared, others }]) => {
    const which = compared.length === 0 ? 'nothing' : compared.join(', ')
    return `Compared of ${kind}: ${which}${others.length === 0 ? '' : `; not compared, as these are lists, objects or no fields of the vendor's: ${others.join(', ')}`}`
  })
}

const metText = ({ met, troubles }: Searched) => {
  const known = troubles.filter(kind => met.has(kind)).map(kind => `${TROUBLE_WORDS[kind]} (${met.get(kind)})`)
  return known.length === 0 ? 'none' : known.join(', ')
}

function neverMet({ met, troubles }: Searched): string[] {
  const never = troubles.filter(kind => !met.has(kind)).map(kind => TROUBLE_WORDS[kind])
  return never.length === 0 ? [] : [`Never met: ${never.join(', ')}`]
}

function placesText({ places }: Searched): string {
  const counts = new Map<string, number>()
  for (const [place, times] of places) {
    const [bot = '', from = ''] = place.split(' ')
    const range = RANGES.find(one => one.from === from)
    const days = range === undefined ? from : rangeTrait({ ...quietSchedule(bot), ...range })
    for (const trait of [botTrait(bot), days]) counts.set(trait, (counts.get(trait) ?? 0) + times)
  }
  return [...counts].map(([trait, times]) => `${trait} (${times})`).join(', ')
}
