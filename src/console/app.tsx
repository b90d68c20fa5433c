import type { ComponentType } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { AdminToken } from './api/admin-token.ts'
import type { MockClient } from './api/client.ts'
import { Frame } from './frame/frame.tsx'
import { Locked } from './frame/locked.tsx'
import { Note, Skeleton } from './parts/notes.tsx'
import type { Recording } from './recording/recording.ts'
import { useConnection } from './state/connection.ts'
import { MockContext, type MockState } from './state/mock.ts'
import { usePlace } from './state/router.ts'
import { VIEWS, type View, viewAt } from './views/table.ts'

interface AppProps {
  readonly client: MockClient
  readonly adminToken: AdminToken
  /** What answers in place of a mock; undefined: a mock does. */
  readonly recording: Recording | undefined
}

/** The whole page. */
export function App({ client, adminToken, recording }: AppProps) {
  const { path, query } = usePlace()
  const story = query.get('story')
  const connection = useConnection(client)
  const { world, failure, revision, noticeFailure, changed } = connection
  const view = viewAt(path)
  useLayoutEffect(() => {
    document.title = view === undefined ? 'kore-mock' : `${view.title} · kore-mock`
    // Its code comes while the mock is asked; whether it came is seen where it is shown.
    view?.load().catch(() => {})
  }, [view])
  const state = useMemo<MockState | undefined>(
    () => (world === undefined ? undefined : { client, world, revision, noticeFailure, changed, recording }),
    [client, world, revision, noticeFailure, changed, recording],
  )
  return (
    <Frame connection={connection} view={view} recording={recording}>
      {failure?.kind === 'locked' ? (
        <Locked failure={failure} adminToken={adminToken} onToken={changed} />
      ) : state === undefined ? (
        <Beginning message={failure?.message} />
      ) : view === undefined ? (
        <Note kind="empty" title={<h1>There is no such view</h1>}>
          {path} is none of the console’s. There {VIEWS.length === 1 ? 'is' : 'are'}{' '}
          {VIEWS.map(({ title }) => title).join(', ')}: see the menu.
        </Note>
      ) : (
        <MockContext.Provider value={state}>
          <ViewOutlet view={view} />
          {story !== null && <StoryOutlet key={story} name={story} />}
        </MockContext.Provider>
      )}
    </Frame>
  )
}

function Beginning({ message }: { readonly message: string | undefined }) {
  if (message === undefined) return <Skeleton label="Asking the mock what there is" rows={6} />
  return (
    <Note kind="error" title={<h1>The mock does not answer</h1>}>
      {message} The page asks again every two seconds, and goes on by itself when it does.
    </Note>
  )
}

/** Loads a view and shows it; the heading gets the focus when the view changes, so that a screen reader says where one is. */
function ViewOutlet({ view }: { readonly view: View }) {
  const [loaded, setLoaded] = useState<{ view: View; Component: ComponentType } | { view: View; failed: true }>()
  const isFirst = useRef(true)
  useEffect(() => {
    let isWanted = true
    view.load().then(
      Component => isWanted && setLoaded({ view, Component }),
      () => isWanted && setLoaded({ view, failed: true }),
    )
    return () => {
      isWanted = false
    }
  }, [view])
  const isThere = loaded?.view === view
  useEffect(() => {
    if (!isThere) return
    if (isFirst.current) isFirst.current = false
    // Who walks through a story stays at its buttons.
    else if (document.activeElement?.closest('.story-bar') == null) {
      document.querySelector<HTMLElement>('main h1')?.focus()
    }
  }, [isThere])
  if (!isThere) return <Skeleton label={`Loading ${view.title}`} rows={6} />
  if ('failed' in loaded) {
    return (
      <Note kind="error" title={<h1>This view cannot be loaded</h1>}>
        The mock does not answer, or is another version by now.{' '}
        <a href={location.href} target="_self">
          Load the page anew
        </a>
      </Note>
    )
  }
  const { Component } = loaded
  return <Component />
}

/** What plays a story over the views, loaded when there is one. */
function StoryOutlet({ name }: { readonly name: string }) {
  const [Bar, setBar] = useState<ComponentType<{ readonly name: string }>>()
  useEffect(() => {
    import('./story/story-bar.tsx').then(
      ({ StoryBar }) => setBar(() => StoryBar),
      () => {},
    )
  }, [])
  return Bar === undefined ? null : <Bar name={name} />
}
