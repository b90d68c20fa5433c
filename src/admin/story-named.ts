import { say } from '../errors/catalogue.ts'
import { ownRefusal } from '../errors/own-refusal.ts'
import { receiveScenario } from '../scenario/sent-packs.ts'
import type { Story } from '../scenario/story.ts'
import { storyNames } from '../scenario/story-files.ts'
import { askerOf } from './asker.ts'
import type { AdminCall } from './call.ts'

/** ms that a story takes, about: its scenario with it. */
const STORY_MS = 300

/**
 * A story by its name: the one that the mock was given, or a shipped one, by the clock with which the mock started.
 * @param place where the name was sent
 * @throws Refusal 404 with the names there are; 412 for a shipped story that is wrong.
 */
export async function storyNamed(call: AdminCall, name: string, place: string): Promise<Story> {
  const { story, startClock, offload } = call.mock
  if (story?.name === name) return story
  const known = storyNames()
  if (!known.includes(name)) {
    const said = say('KM_ADMIN_NO_STORY', { asked: JSON.stringify(name.slice(0, 100)), known: known.join(', ') })
    throw ownRefusal(404, said, [{ property: place, message: said.message }])
  }
  const outcome = await offload.read({ story: name, clock: startClock }, askerOf(call, STORY_MS))
  if ('story' in outcome) return { ...outcome.story, scenario: receiveScenario(outcome.scenario) }
  const violations = outcome.wrong.problems.map(({ path, message }) => ({ property: path, message }))
  throw ownRefusal(412, say('KM_ADMIN_STORY', {}), violations)
}
