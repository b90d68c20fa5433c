import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The package's own folder, whether this runs from `src/` or from `dist/`. */
export const packageRoot: string = nearestPackage(dirname(fileURLToPath(import.meta.url)))

/** The shipped scenarios. */
export const scenarioDirectory: string = join(packageRoot, 'scenarios')

/** Where the build puts scenarios it has already checked and resolved. */
export const compiledDirectory: string = join(packageRoot, 'dist', 'scenarios')

/** True when this is the built program, whose compiled scenarios are as fresh as itself. */
export const isBuilt: boolean = !import.meta.url.endsWith('.ts')

function nearestPackage(folder: string): string {
  const parent = dirname(folder)
  return existsSync(join(folder, 'package.json')) || parent === folder ? folder : nearestPackage(parent)
}
