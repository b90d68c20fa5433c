import { own } from '../contract/own.ts'
import { type Flag, flags, variableOf } from './flags.ts'

/** Flags of `serve` that `demo` does not take, and why. */
const NOT_OF_STORIES: ReadonlyMap<string, string> = new Map([
  ['scenario', 'a story brings its scenario'],
  ['watch', 'a story is read once'],
  ['workers', 'a story is played by one process'],
])

/** Flags of `serve` that `demo` takes. */
export const demoFlags: readonly Flag[] = flags.filter(({ name }) => !NOT_OF_STORIES.has(name))

/** Variables of `serve` that are set and that `demo` leaves alone, and why. */
export function unheededByDemo(
  environment: Readonly<Record<string, string | undefined>>,
): { readonly variable: string; readonly reason: string }[] {
  return flags.flatMap(flag => {
    const reason = NOT_OF_STORIES.get(flag.name)
    const variable = variableOf(flag)
    const isSet = !SAYS_NOTHING.has(own(environment, variable) ?? '')
    return reason !== undefined && isSet ? [{ variable, reason }] : []
  })
}

/** What leaves a story as it is. */
const SAYS_NOTHING: ReadonlySet<string> = new Set(['', 'false', '0', '1'])
