import { type FSWatcher, watch } from 'node:fs'
import { basename, dirname } from 'node:path'
import { ScenarioError } from './error.ts'
import { loadScenario } from './load.ts'
import type { Scenario } from './types.ts'

/** Editors write in several steps; the file is read when it has been quiet for so long, ms. */
const QUIET = 80

/**
 * Loads a scenario anew whenever one of its files changes. A file that no longer holds a scenario is reported and
 * changes nothing: the last good world stays.
 * @returns a function that ends the watch.
 */
export function watchScenario(
  scenario: Scenario,
  given: string,
  on: { changed: (scenario: Scenario) => void; broken: (error: ScenarioError) => void },
): () => void {
  let watchers: FSWatcher[] = []
  let timer: NodeJS.Timeout | undefined

  const reload = () => {
    try {
      const next = loadScenario(given)
      observe(next.files)
      on.changed(next)
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error
      on.broken(error)
    }
  }
  // The folder is watched, not the file: many editors replace the file by another of the same name.
  const observe = (files: readonly string[]) => {
    for (const watcher of watchers) watcher.close()
    const names = new Map<string, Set<string>>()
    for (const file of files) names.set(dirname(file), (names.get(dirname(file)) ?? new Set()).add(basename(file)))
    watchers = [...names].map(([folder, wanted]) =>
      watch(folder, { persistent: false }, (_event, name) => {
        if (name === null || !wanted.has(name)) return
        clearTimeout(timer)
        timer = setTimeout(reload, QUIET)
      }),
    )
  }
  observe(scenario.files)
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}
