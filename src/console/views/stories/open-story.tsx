import { useState } from 'preact/hooks'
import type { StoryAnswer } from '../../api/answers.ts'
import { scenarioTextCall, startedScenarioCall, storyCall, useScenarioCall } from '../../api/calls.ts'
import { asFailure, type CallFailure } from '../../api/failure.ts'
import { FailureNote, Skeleton } from '../../parts/notes.tsx'
import { linkTo } from '../../state/address.ts'
import { useLoad } from '../../state/load.ts'
import { useMock } from '../../state/mock.ts'
import { goTo } from '../../state/router.ts'
import { addressOfStep } from '../../story/story-place.ts'

/** One story with its script. */
export function OpenStory({ name }: { readonly name: string }) {
  const { client } = useMock()
  const story = useLoad(`story ${name}`, signal => client.send(storyCall(name), signal))
  const { value, failure } = story
  return (
    <>
      <p class="crumb">
        <a href={linkTo('/console/stories')}>All stories</a>
      </p>
      <h1 tabIndex={-1}>{value?.title ?? name}</h1>
      {failure && <FailureNote failure={failure} again={story.again} />}
      {value === undefined ? (
        story.isLoading && <Skeleton label="Loading the story" rows={6} />
      ) : (
        <Script story={value} />
      )}
    </>
  )
}

function Script({ story }: { readonly story: StoryAnswer }) {
  const { client, world, changed } = useMock()
  const [failure, setFailure] = useState<CallFailure>()
  const act = (work: () => Promise<unknown>) => {
    setFailure(undefined)
    work().then(changed, error => setFailure(asFailure(error)))
  }
  const begin = (step: number, isPlaying: boolean) =>
    act(async () => {
      if (!story.isUsed) await client.send(useScenarioCall({ story: story.name }))
      goTo(addressOfStep(story, { step, isPlaying }))
    })
  const scenario = useLoad('scenario', signal => client.send(scenarioTextCall(), signal))
  const seconds = story.steps.reduce((sum, step) => sum + step.seconds, 0)
  return (
    <>
      <p class="lead">{story.about}</p>
      <div class="toolbar">
        <button type="button" class="main" onClick={() => begin(0, true)}>
          Play
        </button>
        <button type="button" onClick={() => begin(0, false)}>
          Step by step
        </button>
        {story.isUsed && scenario.value?.isStarted === false && (
          <button type="button" class="quiet" onClick={() => act(() => client.send(startedScenarioCall()))}>
            Back to the scenario of the start
          </button>
        )}
      </div>
      {failure && <FailureNote failure={failure} again={() => begin(0, false)} />}
      <p class="soft lead">
        {Math.round(seconds)} seconds, in which the clock{' '}
        {story.speed === 0 ? 'stands' : `runs ${story.speed} times as fast`}.{' '}
        {story.isUsed
          ? `The mock answers from its scenario, ${story.scenario}; its clock is where the story put it, until Control sets it to now.`
          : `Playing it has the mock answer everybody from the scenario ${story.scenario}; now it is ${world.scenario}.`}
      </p>
      <ol class="script">
        {story.steps.map((step, i) => (
          <li key={i} class="card">
            <div>
              {step.title !== undefined && <h2>{step.title}</h2>}
              <p>{step.text}</p>
              <p class="soft">
                <code>{step.look.split('?', 1)[0]}</code>
                {step.clock !== undefined && ` · clock at ${step.clock}`}
              </p>
            </div>
            <button type="button" aria-label={`Look at step ${i + 1}`} onClick={() => begin(i, false)}>
              Look
            </button>
          </li>
        ))}
      </ol>
    </>
  )
}
