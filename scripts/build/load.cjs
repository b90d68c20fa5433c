'use strict'
// Loads the code beside it, with the bytecode that the build has kept of it for this version of V8, where there is some: then
// nothing is compiled that a start and first answers need. V8 takes no bytecode but its own, and compiles where that is of
// another version or made under other flags.
const { existsSync, readFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const { join, posix } = require('node:path')
const v8 = require('node:v8')
const vm = require('node:vm')

const FOLDER = join(__dirname, 'code-cache', `${process.versions.v8}-${process.arch}`)
const isKept = existsSync(FOLDER)
const modules = new Map()

/** What was compiled, by the name of the file: for the build, which keeps it. */
exports.scripts = new Map()

/** What V8 has by itself of the flags that the mock sets. */
const USUAL = {
  'heap-growing-percent': 0,
  'interrupt-budget': 67_584,
  'invocation-count-for-turbofan': 3000,
  'max-inlined-bytecode-size-cumulative': 920,
  'semi-space-growth-factor': 2,
}
/** Those that are set otherwise, by name. They are the flags of all threads: one that is started is told them by this key. */
let otherwise = new Map()
const FLAGS = 'flags of kore-mock'

/** `node:v8` for the code of the mock: what it sets is taken back for a moment when more of it is loaded. */
const flagged = {
  ...v8,
  setFlagsFromString(text) {
    const [, name, value] = /^--([^=]+)=(.+)$/.exec(text) ?? []
    if (name in USUAL) otherwise.set(name, value)
    v8.setFlagsFromString(text)
  },
}

/** Does something under the flags that V8 has by itself: under others it takes no bytecode. */
function asUsual(work) {
  for (const name of otherwise.keys()) v8.setFlagsFromString(`--${name}=${USUAL[name]}`)
  try {
    return work()
  } finally {
    for (const [name, value] of otherwise) v8.setFlagsFromString(`--${name}=${value}`)
  }
}

/** For the build: no flag is set, as later versions of V8 tell one that was set back from one that never was set. */
exports.leaveFlags = () => {
  flagged.setFlagsFromString = () => {}
}

/** To be called first in a thread that the mock has started. */
exports.inThread = () => {
  otherwise = require('node:worker_threads').getEnvironmentData(FLAGS) ?? otherwise
  return exports
}

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
  const text = `(function (exports, require, module, __filename, __dirname) { ${readFileSync(filename, 'latin1')}\n})`
  const cachedData = existsSync(kept) ? readFileSync(kept) : undefined
  const script = asUsual(() => new vm.Script(text, { filename, cachedData }))
  exports.scripts.set(name, script)
  const native = createRequire(filename)
  const require = Object.assign(id => {
    if (id === 'node:v8') return flagged
    if (id === 'worker_threads') native(id).setEnvironmentData(FLAGS, otherwise)
    return /^\.\/.+\.cjs$/.test(id) ? exports.load(posix.join(posix.dirname(name), id)) : native(id)
  }, native)
  script.runInThisContext()(module.exports, require, module, filename, __dirname)
}
