import type { Recording } from '../recording/recording.ts'

/** Says that no mock is behind the page, and what that means. */
export function RecordingBar({ recording: { story, now } }: { readonly recording: Recording }) {
  return (
    <aside class="recording" aria-label="Recording">
      <b>This is a recording</b> of the story “{story.title}”, as of {now.slice(0, 10)}. The story plays, and what it
      shows can be opened. What needs a running mock does not work: the clock, faults, tokens, scenarios and reset,
      sending requests, edited queries, and days, filters and conversations that were not recorded. For all of it:{' '}
      <code>npx kore-mock demo {story.name}</code>
    </aside>
  )
}
