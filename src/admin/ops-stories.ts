import type { BriefStory } from '../offload/reading.ts'
import { ScenarioError } from '../scenario/error.ts'
import type { Story } from '../scenario/story.ts'
import { askerOf } from './asker.ts'
import type { AdminCall, AdminTable } from './call.ts'
import { storyNamed } from './story-named.ts'

/** ms that it takes to read all stories, about. */
const STORIES_MS = 150

/** What the console plays. It is loaded with its first call. */
export const storyOperations: Pick<AdminTable, 'listStories' | 'showStory'> = {
  async listStories(call) {
    const { story } = call.mock
    const shipped = await shippedStories(call)
    if (story === undefined) return { body: { stories: shipped } }
    return { body: { stories: [brief(story), ...shipped.filter(({ name }) => name !== story.name)] } }
  },

  async showStory(call) {
    const { scenario, scenarioText, industry = null, ...story } = await storyNamed(call, call.path.name, 'path.name')
    const isUsed = call.mock.main.name === scenario.name
    return { body: { ...story, industry, scenario: scenario.name, isUsed } }
  },
}

/**
 * The stories that lie in files, read beside the main thread.
 * @throws ScenarioError for a shipped file that is wrong
 */
async function shippedStories(call: AdminCall): Promise<BriefStory[]> {
  const outcome = await call.mock.offload.read({ list: 'stories' }, askerOf(call, STORIES_MS))
  if ('listed' in outcome) return JSON.parse(outcome.listed) as BriefStory[]
  throw new ScenarioError(outcome.wrong.file, outcome.wrong.problems)
}

const brief = ({ name, title, about, industry, steps }: Story): BriefStory => ({
  name,
  title,
  about,
  industry: industry ?? null,
  steps: steps.length,
})
