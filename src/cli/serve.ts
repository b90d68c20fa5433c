import { withoutSecrets } from '../admin/shown-error.ts'
import { lineOf } from '../errors/catalogue.ts'
import { listen } from '../fastify/listen.ts'
import { listeningAt } from '../fastify/listening-at.ts'
import { ScenarioError } from '../scenario/error.ts'
import type { StartClock } from '../scenario/start-clock.ts'
import type { Story } from '../scenario/story.ts'
import { beginLightly } from './begin-lightly.ts'
import type { EndSignals } from './end-signals.ts'
import type { Settings } from './flags.ts'
import {
  announce,
  closeApp,
  complain,
  endOfServing,
  makeApp,
  settleBeginning,
  tlsOrCode,
  urlOf,
  wantsTls,
  watch,
  whyNoProxy,
  whyNotListening,
} from './serving.ts'

/** A story that is served, and what is said where it can be looked at. */
export interface ServedStory {
  readonly story: Story
  /** By which its days were resolved. */
  readonly clock: StartClock
  readonly say: (url: string) => void
}

/**
 * Serves until a signal comes; a story from one process alone.
 * @returns 0 after a signal, or after several, also when requests were broken off; 1 when it could not start, with the
 *   reason as one line on stderr, or as `--fail-on` says.
 */
export async function serve(settings: Settings, signals: EndSignals, told?: ServedStory): Promise<number> {
  beginLightly()
  try {
    if (settings.workers === 1) return await serveAlone(settings, signals, told)
    return await (await import('./serve-workers.ts')).serveWorkers(settings, signals)
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error
    return complain(withoutSecrets(error).message)
  }
}

async function serveAlone(settings: Settings, signals: EndSignals, told: ServedStory | undefined): Promise<number> {
  const problem = await settleBeginning(settings, signals)
  if (problem !== undefined) return complain(lineOf(problem))
  const tls = wantsTls(settings) ? await tlsOrCode(settings) : undefined
  if (typeof tls === 'number') return tls
  const options = told === undefined ? {} : { scenario: told.story.scenario, startClock: told.clock }
  const joined = settings.store === undefined ? undefined : await (await import('./join-store.ts')).joinStore(settings)
  if (typeof joined === 'number') return joined
  const app = makeApp(
    settings,
    { ...options, ...joined?.options },
    { front: tls?.front, story: told?.story, ...joined?.parts },
  )
  await joined?.parts.control.lead(app.mock)
  try {
    await listen(app, settings)
  } catch (error) {
    return complain(whyNotListening(error, settings))
  }
  try {
    await tls?.front.listen(app, settings.host)
  } catch (error) {
    await app.close()
    return complain(whyNoProxy(error, settings))
  }
  const { address, port } = listeningAt(app.server)
  if (!signals.isSent) {
    const url = urlOf(address, port, settings)
    await announce(app, url, settings, tls)
    told?.say(url)
  }
  const unwatch = settings.watch ? await watch(app, settings, async scenario => app.mock.replace(scenario)) : undefined
  await signals.first
  unwatch?.()
  await closeApp(app, settings.shutdownTimeout, signals.second)
  tls?.end()
  const code = await endOfServing(app.mock, settings)
  await joined?.parts.control.leave()
  return code
}
