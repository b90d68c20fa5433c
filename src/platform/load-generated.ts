import { createRequire } from 'node:module'

const beside = createRequire(import.meta.url)

/** The build copies what `npm run contract` has made beside the bundles. */
const FOLDER = import.meta.url.endsWith('.ts') ? '../contract/generated' : './generated'

/** A generated module or table by its file name. Throws when `npm run contract` has not been run. */
export function loadGenerated(file: string): unknown {
  return beside(`${FOLDER}/${file}`)
}
