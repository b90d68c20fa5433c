import { readStory, storyNames } from '../scenario/story-files.ts'
import type { AdminTable } from './call.ts'
import { storyNamed } from './story-named.ts'

/** What the console plays. It is loaded with its first call. */
export const storyOperations: Pick<AdminTable, 'listStories' | 'showStory'> = {
  listStories({ mock }) {
    const { story } = mock
    const shipped = storyNames()
      .filter(name => name !== story?.name)
      .map(name => ({ ...readStory(name).said, name }))
    const all = story === undefined ? shipped : [story, ...shipped]
    const stories = all.map(({ name, title, about, industry = null, steps }) => ({
      name,
      title,
      about,
      industry,
      steps: steps.length,
    }))
    return { body: { stories } }
  },

  showStory({ mock, path }) {
    const { scenario, scenarioText, industry = null, ...story } = storyNamed(mock, path.name, 'path.name')
    const isUsed = mock.main.name === scenario.name
    return { body: { ...story, industry, scenario: scenario.name, isUsed } }
  },
}
