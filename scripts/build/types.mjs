// Of the types that the compiler writes, those that a door leads to: nobody can name the others.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Removes from a folder what none of the doors leads to. */
export function keepReachable(folder, doors) {
  const kept = new Set()
  const follow = file => {
    if (kept.has(file) || !existsSync(file)) return
    kept.add(file)
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:from |import\(?)'(\.[^']+)'/g)) {
      follow(join(dirname(file), path.replace(/(?:\.d)?\.[cm]?[tj]s$/, '.d.ts')))
    }
  }
  for (const door of doors) follow(join(folder, `${door}.d.ts`))
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name)
    if (entry.isFile() && !kept.has(file)) rmSync(file)
  }
}
