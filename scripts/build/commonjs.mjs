import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * Writes what CommonJS programs load: files that leave the loading to Node, as a test runner with a loader of its own (Jest)
 * takes no ES modules; and types of them, for compilers that tell the two kinds of modules apart.
 */
export async function writeCommonJs(dist, doors) {
  for (const door of doors) {
    const entered = door === 'client' ? "'./client.js')" : `'./load.cjs').load('whole.cjs')['${door}']()`
    writeFileSync(join(dist, `${door}.cjs`), wrapperOf(entered))
    const names = Object.keys(await import(pathToFileURL(join(dist, `${door}.js`)).href))
    writeFileSync(join(dist, 'types', `${door}.d.cts`), typesOf(door, names))
  }
}

const wrapperOf = entered => `'use strict'
// The loader of a test runner stands in for \`require\`, for that of \`node:module\` and, in Jest 30, for \`process.getBuiltinModule\`; the
// \`process\` of Node's own context it does not reach.
const { createRequire } = require('node:vm').runInThisContext('process').getBuiltinModule('node:module')
module.exports = createRequire(__filename)(${entered}
`

function typesOf(door, names) {
  const attributes = `with { 'resolution-mode': 'import' }`
  const values = names.map(name => {
    const value = `export declare const ${name}: (typeof door)['${name}']`
    // A class is a type too.
    return /^[A-Z]/.test(name) ? `${value}\nexport type ${name} = InstanceType<(typeof door)['${name}']>` : value
  })
  return `import type * as door from './${door}.js' ${attributes}
export type * from './${door}.js' ${attributes}
${values.join('\n')}
`
}
