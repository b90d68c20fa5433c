import type { Shifts } from './types.ts'

/** Agents on shift who can do the same: a search looks at each group once, however many they are. */
export interface Profiles {
  readonly count: number
  /** By shift. */
  readonly of: Uint16Array
  /** Who serves queue `q` in language `l` as one of his own, at `q * languages + l`. */
  readonly serving: readonly Serving[]
  /** Profiles that speak language `l`: who takes over what has waited for long. */
  readonly speaking: readonly Uint16Array[]
  /** By profile: the languages it speaks. */
  readonly spoken: readonly Uint16Array[]
  /** Pairs `q * languages + l` that are a profile's own, and those that it speaks the language of. */
  readonly own: readonly Uint16Array[]
  readonly all: readonly Uint16Array[]
}

/** Which agents may take a contact at once. */
export interface Serving {
  /** Profiles, those whose first queue it is before the others. */
  readonly profiles: Uint16Array
  /** How many of them have it as their first queue. */
  readonly first: number
}

interface Profile {
  readonly first: number
  readonly second: number
  readonly every: boolean
  readonly languages: number
}

/** Bit of a language in `Shifts.languages`. */
export function languageBit(language: number): number {
  return 1 << Math.min(31, language)
}

/** Groups the agents of a day by queues and languages. */
export function profilesOf(shifts: Shifts, queues: number, languages: number): Profiles {
  const of = new Uint16Array(shifts.agent.length)
  const found = new Map<string, number>()
  const list: Profile[] = []
  for (let i = 0; i < of.length; i++) {
    const profile = {
      first: shifts.queue[i]!,
      second: shifts.secondQueue[i]!,
      every: shifts.everyQueue[i] === 1,
      languages: shifts.languages[i]!,
    }
    const key = `${profile.every ? 'every' : `${profile.first}/${profile.second}`}/${profile.languages}`
    let number = found.get(key)
    if (number === undefined) {
      number = list.length
      found.set(key, number)
      list.push(profile)
    }
    of[i] = number
  }
  return { count: list.length, of, ...relations(list, queues, languages) }
}

function relations(list: readonly Profile[], queues: number, languages: number): Omit<Profiles, 'count' | 'of'> {
  const numbers = list.map((_, i) => i)
  const speaks = (i: number, language: number) => (list[i]!.languages & languageBit(language)) !== 0
  const isFirst = (i: number, queue: number) => list[i]!.every || list[i]!.first === queue
  const isSecond = (i: number, queue: number) => !isFirst(i, queue) && list[i]!.second === queue
  const pairs = Array.from({ length: queues * languages }, (_, pair) => pair)
  const tongues = Array.from({ length: languages }, (_, language) => language)
  const queueOf = (pair: number) => Math.floor(pair / languages)
  const firsts = pairs.map(pair => numbers.filter(i => isFirst(i, queueOf(pair)) && speaks(i, pair % languages)))
  const seconds = pairs.map(pair => numbers.filter(i => isSecond(i, queueOf(pair)) && speaks(i, pair % languages)))
  return {
    serving: pairs.map(pair => ({
      profiles: Uint16Array.from([...firsts[pair]!, ...seconds[pair]!]),
      first: firsts[pair]!.length,
    })),
    speaking: tongues.map(language => Uint16Array.from(numbers.filter(i => speaks(i, language)))),
    spoken: numbers.map(i => Uint16Array.from(tongues.filter(language => speaks(i, language)))),
    own: numbers.map(i =>
      Uint16Array.from(
        pairs.filter(pair => speaks(i, pair % languages) && (isFirst(i, queueOf(pair)) || isSecond(i, queueOf(pair)))),
      ),
    ),
    all: numbers.map(i => Uint16Array.from(pairs.filter(pair => speaks(i, pair % languages)))),
  }
}
