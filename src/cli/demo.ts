import { withoutSecrets } from '../admin/shown-error.ts'
import { lineOf, say } from '../errors/catalogue.ts'
import { ScenarioError } from '../scenario/error.ts'
import { type StartClock, startClock } from '../scenario/start-clock.ts'
import { loadStory, type Story } from '../scenario/story.ts'
import { readStory, storyNames } from '../scenario/story-files.ts'
import type { GivenArguments } from './arguments.ts'
import { demoFlags, unheededByDemo } from './demo-flags.ts'
import { EndSignals } from './end-signals.ts'
import { endUnread } from './end-unread.ts'
import { type Settings, settingsOf } from './flags.ts'
import { serve } from './serve.ts'
import { complain } from './serving.ts'
import { UsageError } from './usage-error.ts'

/**
 * Serves a story until a signal comes; without a name it lists those there are.
 * @returns 0 after a signal, 1 when it could not start or the story has a mistake.
 * @throws UsageError for an argument too many, and for flags that mean nothing.
 */
export async function playStory(
  given: GivenArguments,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const [named, more] = given.positionals
  if (more !== undefined) {
    throw new UsageError(say('KM_ARGUMENT_UNEXPECTED', { argument: more, help: 'kore-mock demo --help' }))
  }
  if (named === undefined) return printStories()
  const settings = settingsOf(demoFlags, given, environment)
  for (const unheeded of unheededByDemo(environment)) {
    process.stderr.write(`kore-mock: ${lineOf(say('KM_VARIABLE_UNHEEDED', { command: 'demo', ...unheeded }))}\n`)
  }
  const clock = startClock(settings.now)
  const story = storyOrCode(named, clock)
  if (typeof story === 'number') return story
  const signals = new EndSignals()
  const code = await serve(settings, signals, {
    story,
    clock,
    say: url => process.stdout.write(whereToLook(url, story, settings)),
  })
  endUnread(code, signals, settings.shutdownTimeout)
  return code
}

function printStories(): number {
  const names = storyNames()
  const width = Math.max(...names.map(({ length }) => length))
  for (const name of names) process.stdout.write(`${name.padEnd(width)}  ${readStory(name).said.title}\n`)
  return 0
}

function storyOrCode(named: string, clock: StartClock): Story | number {
  try {
    return loadStory(named, clock)
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error
    return complain(withoutSecrets(error).message)
  }
}

/** Without its console the mock serves the scenario of a story, and nothing plays it. */
function whereToLook(url: string, { name, title }: Story, settings: Pick<Settings, 'console'>): string {
  if (!settings.console) return `${title}: ${url} answers from its scenario; --no-console leaves out what plays it\n`
  return `${title}: ${url}/console/stories?open=${encodeURIComponent(name)}\n`
}
