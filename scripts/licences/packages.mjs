import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { rooms } from '../../.dependency-cruiser.mjs'

/** Packages of development whose code the built files have inside: the server's framework, and what the console is made of. */
const INSIDE = ['fastify', ...rooms.console.packages]

/** The packages that come along with this one, as dependencies or inside of it, with version and licence, from the lock file. */
export function packagesOf(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const inside = new Set()
  for (const name of INSIDE) follow(packages, `node_modules/${name}`, inside)
  return Object.entries(packages)
    .filter(([path, { dev, link }]) => path !== '' && !link && (!dev || inside.has(path)))
    .map(([path, { version, license = 'none' }]) => ({ name: path.replace(/^.*node_modules\//, ''), version, license }))
}

/** Puts a package and all that it needs into the set, by the places where Node finds them. */
function follow(packages, path, found) {
  if (found.has(path)) return
  found.add(path)
  for (const name of Object.keys(packages[path].dependencies ?? {})) {
    let folder = path
    while (packages[`${folder}/node_modules/${name}`] === undefined && folder.includes('node_modules/')) {
      folder = folder.slice(0, folder.lastIndexOf('node_modules/')).replace(/\/$/, '')
    }
    follow(packages, folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`, found)
  }
}
