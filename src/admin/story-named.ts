import { say } from '../errors/catalogue.ts'
import { ownRefusal } from '../errors/own-refusal.ts'
import type { Mock } from '../mock/mock.ts'
import { ScenarioError } from '../scenario/error.ts'
import { loadStory, type Story } from '../scenario/story.ts'
import { storyNames } from '../scenario/story-files.ts'

/**
 * A story by its name: the one that the mock was given, or a shipped one, by the clock with which the mock started.
 * @param place where the name was sent
 * @throws Refusal 404 with the names there are; 412 for a shipped story that is wrong.
 */
export function storyNamed(mock: Mock, name: string, place: string): Story {
  const { story } = mock
  if (story?.name === name) return story
  const known = storyNames()
  if (!known.includes(name)) {
    const said = say('KM_ADMIN_NO_STORY', { asked: JSON.stringify(name.slice(0, 100)), known: known.join(', ') })
    throw ownRefusal(404, said, [{ property: place, message: said.message }])
  }
  try {
    return loadStory(name, mock.startClock)
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error
    const violations = error.problems.map(({ path, message }) => ({ property: path, message }))
    throw ownRefusal(412, say('KM_ADMIN_STORY', {}), violations)
  }
}
