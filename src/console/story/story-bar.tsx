import { useEffect, useRef, useState } from 'preact/hooks'
import type { StoryAnswer } from '../api/answers.ts'
import { moveClockCall, storyCall, useScenarioCall } from '../api/calls.ts'
import { asFailure } from '../api/failure.ts'
import { linkTo } from '../state/address.ts'
import { useLoad } from '../state/load.ts'
import { useMock } from '../state/mock.ts'
import { goTo, usePlace } from '../state/router.ts'
import { addressOfStep, durationOf, storyPlaceIn } from './story-place.ts'

/** Seconds between two moves of the clock while a story plays. */
const TICK = 5

/** A story over the views: what is to be seen, and the buttons that go on and back. Its place stands in the address. */
export function StoryBar({ name }: { readonly name: string }) {
  const { client } = useMock()
  const story = useLoad(`story ${name}`, signal => client.send(storyCall(name), signal))
  if (story.value !== undefined) return <Bar story={story.value} />
  if (story.failure === undefined) return null
  return (
    <aside class="story-bar" aria-label="Story">
      <p role="alert">{story.failure.message}</p>
      <a href={linkTo('/console/stories')}>All stories</a>
    </aside>
  )
}

function Bar({ story }: { readonly story: StoryAnswer }) {
  const { query } = usePlace()
  const { step, isPlaying } = storyPlaceIn(query, story.name, story.steps.length)
  const shown = story.steps[step]!
  const isLast = step === story.steps.length - 1
  const problem = useClockOf(story, step)
  const done = usePlaying(story, { step, isPlaying })
  const go = (to: number, playing = isPlaying) => goTo(addressOfStep(story, { step: to, isPlaying: playing }))
  const back = () => step > 0 && go(step - 1)
  const next = () => !isLast && go(step + 1)
  return (
    <aside
      class="story-bar"
      aria-label={`Story: ${story.title}`}
      onKeyDown={event => {
        if (event.key === 'ArrowLeft') back()
        if (event.key === 'ArrowRight') next()
      }}
    >
      <div class="story-words" aria-live="polite">
        <p class="soft">
          {story.title} · {step + 1} of {story.steps.length}
        </p>
        <p>
          {shown.title !== undefined && <strong>{shown.title}. </strong>}
          {shown.text}
        </p>
        {problem !== undefined && <p class="wrong">{problem}</p>}
      </div>
      <div class="story-buttons" role="group" aria-label="Play the story">
        <button type="button" disabled={step === 0} onClick={back}>
          Back
        </button>
        <button type="button" class="main" onClick={() => go(isLast && !isPlaying ? 0 : step, !isPlaying)}>
          {isPlaying ? 'Pause' : isLast ? 'Again' : 'Play'}
        </button>
        <button type="button" disabled={isLast} onClick={next}>
          Next
        </button>
        <a href={linkTo(`/console/stories?open=${encodeURIComponent(story.name)}`)}>Leave</a>
      </div>
      <progress max={1} value={isPlaying ? done : 0} aria-label="How much of this step is over" />
    </aside>
  )
}

/** Puts the scenario and the clock in place where a step begins. @returns why it could not */
function useClockOf(story: StoryAnswer, step: number): string | undefined {
  const { client, changed } = useMock()
  const [problem, setProblem] = useState<string>()
  const isReady = useRef(story.isUsed)
  const { clock } = story.steps[step]!
  useEffect(() => {
    let isWanted = true
    const prepare = async () => {
      if (isReady.current && clock === undefined) return
      if (!isReady.current) await client.send(useScenarioCall({ story: story.name }))
      isReady.current = true
      if (clock !== undefined) await client.send(moveClockCall({ now: clock }))
      changed()
    }
    prepare().then(
      () => isWanted && setProblem(undefined),
      error => isWanted && setProblem(asFailure(error).message),
    )
    return () => {
      isWanted = false
    }
  }, [client, changed, story.name, step, clock])
  return problem
}

/** Lets the clock run and goes on to the next step while the story plays. @returns the part of the step that is over */
function usePlaying(
  story: StoryAnswer,
  { step, isPlaying }: { readonly step: number; readonly isPlaying: boolean },
): number {
  const { client, changed } = useMock()
  const [seconds, setSeconds] = useState(0)
  const { seconds: length } = story.steps[step]!
  // It is loaded anew whenever the clock is moved; that is no reason to begin the step again.
  const latest = useRef(story)
  latest.current = story
  const { name, speed } = story
  useEffect(() => {
    setSeconds(0)
    if (!isPlaying) return
    let over = 0
    const timer = setInterval(() => {
      // Nobody looks: it waits.
      if (document.hidden) return
      over += 1
      setSeconds(over)
      if (over >= length) {
        const isLast = step === latest.current.steps.length - 1
        goTo(addressOfStep(latest.current, { step: isLast ? step : step + 1, isPlaying: !isLast }), !isLast)
      } else if (over % TICK === 0 && speed > 0) {
        client.send(moveClockCall({ advance: durationOf(TICK * speed) })).then(changed, () => {})
      }
    }, 1_000)
    return () => clearInterval(timer)
  }, [client, changed, name, speed, step, isPlaying, length])
  return Math.min(1, seconds / length)
}
