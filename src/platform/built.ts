import { createRequire } from 'node:module'

const beside = createRequire(import.meta.url)

/**
 * A file that the build has put beside what it made of this, by its path there; undefined: there is none. In the package it may lie packed
 * (D486).
 */
export function readBuilt(path: string): Buffer | undefined {
  const { read } = beside('./load.cjs') as { read(name: string): Buffer | undefined }
  return read(path)
}
