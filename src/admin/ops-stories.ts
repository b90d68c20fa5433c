import type { BriefStory } from '../offload/reading.ts'
import type { Story } from '../scenario/story.ts'
import type { AdminTable } from './call.ts'
import { listOfFiles } from './list-of-files.ts'
import { storyNamed } from './story-named.ts'

/** What the console plays. It is loaded with its first call. */
export const storyOperations: Pick<AdminTable, 'listStories' | 'showStory'> = {
  async listStories(call) {
    const { story } = call.mock
    const shipped = JSON.parse(await listOfFiles(call, 'stories')) as BriefStory[]
    if (story === undefined) return { body: { stories: shipped } }
    return { body: { stories: [brief(story), ...shipped.filter(({ name }) => name !== story.name)] } }
  },

  async showStory(call) {
    const { scenario, scenarioText, industry = null, ...story } = await storyNamed(call, call.path.name, 'path.name')
    const isUsed = call.mock.main.name === scenario.name
    return { body: { ...story, industry, scenario: scenario.name, isUsed } }
  },
}

const brief = ({ name, title, about, industry, steps }: Story): BriefStory => ({
  name,
  title,
  about,
  industry: industry ?? null,
  steps: steps.length,
})
