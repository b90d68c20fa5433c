import type { ComponentChildren } from 'preact'
import type { World } from '../api/answers.ts'
import type { Recording } from '../recording/recording.ts'
import { linkTo } from '../state/address.ts'
import type { Connection } from '../state/connection.ts'
import { usePlace } from '../state/router.ts'
import { type Theme, useTheme } from '../state/theme.ts'
import { VIEWS, type View } from '../views/table.ts'
import { Clock } from './clock.tsx'
import { RecordingBar } from './recording-bar.tsx'

interface FrameProps {
  readonly connection: Connection
  readonly view: View | undefined
  readonly recording: Recording | undefined
  readonly children: ComponentChildren
}

const THEME_NAMES: Readonly<Record<Theme, string>> = {
  system: 'Theme: system',
  light: 'Theme: light',
  dark: 'Theme: dark',
}

/** What stands around every view: menu, what mock this is, whether it answers. */
export function Frame({ connection, view, recording, children }: FrameProps) {
  const { world, clock, failure } = connection
  return (
    <div class="frame">
      <a class="skip" href="#main" target="_self">
        Skip to content
      </a>
      <header class="top">
        <a class="brand" href={linkTo('/console/centre')}>
          kore-mock
        </a>
        {world && (
          <dl class="facts">
            <div>
              <dt>Scenario</dt>
              <dd>
                {world.scenario}
                <OwnScenarios world={world} />
              </dd>
            </div>
            <div>
              <dt>Seed</dt>
              <dd>{world.seed}</dd>
            </div>
            {clock && (
              <div>
                <dt>Clock</dt>
                <dd>
                  <Clock clock={clock} />
                </dd>
              </div>
            )}
          </dl>
        )}
        <ThemeButton />
      </header>
      <ViewMenu view={view} hasReference={recording === undefined} />
      <main id="main" tabIndex={-1}>
        {recording && <RecordingBar recording={recording} />}
        {failure?.kind === 'unreachable' && world !== undefined && (
          <p class="away" role="alert">
            The mock does not answer. What you see is what it said last; it is asked again every two seconds.
          </p>
        )}
        {children}
      </main>
    </div>
  )
}

/** Which bots answer from a scenario of their own. */
function OwnScenarios({ world: { scenario, bots } }: { readonly world: World }) {
  const own = bots.filter(bot => bot.scenario !== scenario)
  const [first] = own
  if (first === undefined) return null
  const says = own.length === 1 ? `${first.name}: ${first.scenario}` : `${own.length} bots: their own`
  return (
    <span class="soft" title={own.map(bot => `${bot.name}: ${bot.scenario}`).join('\n')}>
      {' '}
      ({says})
    </span>
  )
}

function ViewMenu({ view, hasReference }: { readonly view: View | undefined; readonly hasReference: boolean }) {
  const { query } = usePlace()
  // Which bot one looks at is the same in all views.
  const bot = query.get('bot')
  const rest = bot === null ? '' : `?bot=${encodeURIComponent(bot)}`
  return (
    <nav class="menu" aria-label="Views">
      {VIEWS.map(({ path, title }) => (
        <a key={path} href={linkTo(`/console/${path}${rest}`)} aria-current={view?.path === path ? 'page' : undefined}>
          {title}
        </a>
      ))}
      {hasReference && (
        <a class="outward" href="/docs" target="_self">
          API reference
        </a>
      )}
    </nav>
  )
}

function ThemeButton() {
  const [theme, next] = useTheme()
  return (
    <button type="button" class="quiet theme" onClick={next}>
      {THEME_NAMES[theme]}
    </button>
  )
}
