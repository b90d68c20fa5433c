import { storiesCall } from '../../api/calls.ts'
import { FailureNote, Note, Skeleton } from '../../parts/notes.tsx'
import { linkTo } from '../../state/address.ts'
import { useLoad } from '../../state/load.ts'
import { useMock } from '../../state/mock.ts'
import { useQuery } from '../../state/router.ts'
import { OpenStory } from './open-story.tsx'

/** Stories that can be told: what the console plays, step by step. */
export function StoriesView() {
  const [query] = useQuery()
  const open = query.get('open')
  return open === null ? <StoryCards /> : <OpenStory key={open} name={open} />
}

function StoryCards() {
  const { client } = useMock()
  const list = useLoad('stories', signal => client.send(storiesCall(), signal))
  return (
    <>
      <h1 tabIndex={-1}>Stories</h1>
      <p class="soft lead">
        Each has a scenario and a script that leads through the console. <code>kore-mock demo NAME</code> starts with
        one; your own is a YAML file.
      </p>
      {list.failure && <FailureNote failure={list.failure} again={list.again} />}
      {list.value === undefined && list.isLoading && <Skeleton label="Loading stories" rows={4} />}
      {list.value?.stories.length === 0 && (
        <Note kind="empty" title="No stories">
          Write one, and start the mock with <code>kore-mock demo ./my-story.yaml</code>.
        </Note>
      )}
      <ul class="story-cards">
        {list.value?.stories.map(({ name, title, about, industry, steps }) => (
          <li key={name} class="card">
            <h2>
              <a href={linkTo(`/console/stories?open=${encodeURIComponent(name)}`)}>{title}</a>
            </h2>
            <p>{about}</p>
            <p class="soft">
              {industry !== null && <span class="badge">{industry}</span>} {steps} steps · <code>{name}</code>
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}
