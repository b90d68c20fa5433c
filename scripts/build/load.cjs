'use strict'
// Loads the code beside it, with the bytecode that the build has kept of it for this version of V8, where there is some: then
// nothing is compiled that a start and first answers need. V8 takes no bytecode but its own, and compiles where that is of
// another version or made under other flags.
const { existsSync, readFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const { join, posix } = require('node:path')
const vm = require('node:vm')

const FOLDER = join(__dirname, 'code-cache', `${process.versions.v8}-${process.arch}`)
const isKept = existsSync(FOLDER)
const modules = new Map()

/** What was compiled, by the name of the file: for the build, which keeps it. */
exports.scripts = new Map()

/** What a file of this folder exports, by its name. */
exports.load = name => {
  // Left to Node, which may have a cache of its own (NODE_COMPILE_CACHE).
  if (!isKept) return require(`./${name}`)
  let module = modules.get(name)
  if (module === undefined) {
    module = { exports: {} }
    modules.set(name, module)
    run(name, module)
  }
  return module.exports
}

/** The build writes nothing but ASCII, which is read fastest as what it is. */
function run(name, module) {
  const filename = join(__dirname, name)
  const kept = join(FOLDER, `${name.replaceAll('/', '+')}.bin`)
  const script = new vm.Script(
    `(function (exports, require, module, __filename, __dirname) { ${readFileSync(filename, 'latin1')}\n})`,
    {
      filename,
      cachedData: existsSync(kept) ? readFileSync(kept) : undefined,
    },
  )
  exports.scripts.set(name, script)
  const native = createRequire(filename)
  const require = Object.assign(
    id => (/^\.\/.+\.cjs$/.test(id) ? exports.load(posix.join(posix.dirname(name), id)) : native(id)),
    native,
  )
  script.runInThisContext()(module.exports, require, module, filename, __dirname)
}
