import type { StoryAnswer } from '../api/answers.ts'

/** Where in a story somebody is; it stands in the address, beside what the view shows. */
export interface StoryPlace {
  readonly name: string
  /** From 0. */
  readonly step: number
  readonly isPlaying: boolean
}

/** The place that an address names, within the steps that there are. */
export function storyPlaceIn(query: URLSearchParams, name: string, steps: number): StoryPlace {
  const asked = Math.floor(Number(query.get('step') ?? 1)) || 1
  return { name, step: Math.min(steps, Math.max(1, asked)) - 1, isPlaying: query.get('play') === '1' }
}

/** The address of a step: what it looks at, with the place in the story. */
export function addressOfStep(story: StoryAnswer, { step, isPlaying }: Omit<StoryPlace, 'name'>): string {
  const [view = '', query = ''] = (story.steps[step]?.look ?? 'stories').split('?', 2)
  const fields = new URLSearchParams(query)
  fields.set('story', story.name)
  fields.set('step', String(step + 1))
  if (isPlaying) fields.set('play', '1')
  return `/console/${view}?${fields}`
}

/** Seconds as an ISO duration. */
export const durationOf = (seconds: number): string => `PT${Math.round(seconds)}S`
