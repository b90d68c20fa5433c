import type { AddressInfo } from 'node:net'
import { lineOf } from '../errors/catalogue.ts'
import { listen } from '../fastify/listen.ts'
import { ScenarioError } from '../scenario/error.ts'
import { settleAdminToken } from './admin-token.ts'
import type { Settings } from './flags.ts'
import { limitGarbage } from './heap-growth.ts'
import {
  announce,
  closeApp,
  complain,
  endOfServing,
  firstSignal,
  makeApp,
  urlOf,
  watch,
  whyNotListening,
} from './serving.ts'

/**
 * Serves until a signal comes.
 * @returns 0 after a signal, 1 when it could not start, with the reason as one line on stderr, or as `--fail-on` says.
 */
export async function serve(settings: Settings): Promise<number> {
  limitGarbage()
  try {
    if (settings.workers === 1) return await serveAlone(settings)
    return await (await import('./serve-workers.ts')).serveWorkers(settings)
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error
    return complain(error.message)
  }
}

async function serveAlone(settings: Settings): Promise<number> {
  const problem = settleAdminToken(settings)
  if (problem !== undefined) return complain(lineOf(problem))
  const app = makeApp(settings)
  try {
    await listen(app, settings)
  } catch (error) {
    return complain(whyNotListening(error, settings))
  }
  const { address, port } = app.server.address() as AddressInfo
  await announce(app, urlOf(address, port), settings)
  const unwatch = settings.watch ? await watch(app, settings, async scenario => app.mock.replace(scenario)) : undefined
  await firstSignal()
  unwatch?.()
  await closeApp(app)
  return endOfServing(app.mock, settings)
}
