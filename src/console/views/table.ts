import type { ComponentType } from 'preact'

/** One view of the console: a further one is a line here and a folder beside this file. */
export interface View {
  /** Last part of its path: /console/PATH. */
  readonly path: string
  readonly title: string
  /** Its code is loaded when it is opened for the first time. */
  readonly load: () => Promise<ComponentType>
}

/** The views, in the order of the menu; the first is shown at /console. */
export const VIEWS: readonly View[] = [
  { path: 'centre', title: 'Centre', load: async () => (await import('./centre/centre.tsx')).CentreView },
  {
    path: 'conversations',
    title: 'Conversations',
    load: async () => (await import('./conversations/conversations.tsx')).ConversationsView,
  },
  {
    path: 'dashboards',
    title: 'Dashboards',
    load: async () => (await import('./dashboards/dashboards.tsx')).DashboardsView,
  },
  { path: 'traffic', title: 'Traffic', load: async () => (await import('./traffic/traffic.tsx')).TrafficView },
  { path: 'control', title: 'Control', load: async () => (await import('./control/control.tsx')).ControlView },
  {
    path: 'scenario',
    title: 'Scenario editor',
    load: async () => (await import('./scenario/scenario-view.tsx')).ScenarioView,
  },
  { path: 'stories', title: 'Stories', load: async () => (await import('./stories/stories.tsx')).StoriesView },
]

/** The view of a path; undefined: there is none. */
export function viewAt(path: string): View | undefined {
  const name = /^\/console\/?([^/]*)\/?$/.exec(path)?.[1]
  return name === '' ? VIEWS[0] : VIEWS.find(view => view.path === name)
}
