/**
 * Writes src/world/zone-table.ts, the changes of the clocks in the zones that the shipped scenarios name: `npm run zones`,
 * for a new zone or when a country changes its rules. A test compares the table with what the platform says.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { scenarioNames } from '../src/scenario/list.ts'
import { loadScenario } from '../src/scenario/load.ts'
import { lookUpYear } from '../src/world/zones.ts'

/** The default scenario begins a year later; the last one is far enough for a mock that runs on real time. */
const FIRST_YEAR = 2022
const LAST_YEAR = 2030

const zones = new Set([
  'UTC',
  ...scenarioNames().flatMap(name => {
    const { bots, unnamed } = loadScenario(name).world
    return [...bots, ...(unnamed ? [unnamed] : [])].map(({ zone }) => zone)
  }),
])

function changesOf(zone: string): [string, number][] {
  const changes: [string, number][] = []
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    for (const { at, offset } of lookUpYear(zone, year)) {
      const minutes = offset / 60_000
      if (changes.at(-1)?.[1] !== minutes) changes.push([new Date(at).toISOString().replace(':00.000Z', 'Z'), minutes])
    }
  }
  return changes
}

const lines = [...zones]
  .sort()
  .flatMap(zone => [`  '${zone}': [`, ...changesOf(zone).map(([at, minutes]) => `    ['${at}', ${minutes}],`), '  ],'])

writeFileSync(
  join(import.meta.dirname, '../src/world/zone-table.ts'),
  `// Written by \`npm run zones\`: not to be changed by hand.

/** The years that the table has. */
export const FIRST_YEAR = ${FIRST_YEAR}
export const LAST_YEAR = ${LAST_YEAR}

/** When the clocks of a zone change, and to how many minutes ahead of UTC; the first is what the table begins with. */
export const zoneTable: Readonly<Record<string, readonly (readonly [at: string, minutes: number])[]>> = {
${lines.join('\n')}
}
`,
)
