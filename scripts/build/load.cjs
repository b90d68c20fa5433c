'use strict'
// Loads the code beside it, with the bytecode that the build has kept of it for this version of V8, where there is some: then
// nothing is compiled that a start and first answers need. V8 takes no bytecode but its own, and compiles where that is of
// another version or made under other flags. In the package most files lie packed.
const { existsSync, readFileSync } = require('node:fs')
const Module = require('node:module')
const { join, posix } = require('node:path')
const v8 = require('node:v8')
const vm = require('node:vm')
const { brotliDecompressSync } = require('node:zlib')

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

/** What lies packed together, since it is alike and used together. All else that is packed lies by itself. */
const TOGETHER = [
  [/^generated\/kore\..+\.cjs$/, 'operations'],
  [/^generated\/admin\..+\.cjs$/, 'admin-operations'],
  [/^generated\/(?:shape\..+\.cjs|scenario\.schema\.json)$/, 'shapes'],
  [/^generated\/(?:kore|admin)(?:\.examples)?\.json$/, 'contracts'],
  [/^scenarios\/[^/]+\.json$/, 'scenarios'],
]
const unpacked = new Map()

/** The name of a file as that of one that lies in no folder: of its bytecode, and of what it is packed in. */
const flat = name => name.replaceAll('/', '+')
exports.flat = flat

/** In what a file is packed, by its name. */
const packOf = name => TOGETHER.find(([of]) => of.test(name))?.[1] ?? name
exports.packOf = packOf

/** The bytes of a file of this folder, by its name; undefined: there is none. */
exports.read = name => {
  const plain = join(__dirname, name)
  return existsSync(plain) ? readFileSync(plain) : readPacked(name)
}

/** A file of the folder `packed`: how long each of its parts is, by name, in a line, and then these. */
function readPacked(name) {
  const pack = packOf(name)
  let parts = unpacked.get(pack)
  if (parts === undefined) {
    const file = join(__dirname, 'packed', `${flat(pack)}.br`)
    parts = existsSync(file) ? partsOf(brotliDecompressSync(readFileSync(file))) : new Map()
    // What is packed by itself is asked for once, or sent to browsers, which keep it.
    if (pack !== name) unpacked.set(pack, parts)
  }
  return parts.get(name)
}

function partsOf(bytes) {
  const parts = new Map()
  let at = bytes.indexOf('\n') + 1
  for (const [name, length] of Object.entries(JSON.parse(bytes.latin1Slice(0, at)))) {
    parts.set(name, bytes.subarray(at, at + length))
    at += length
  }
  return parts
}

/** A checkout without bytecode of this V8 is left to Node, which may have a cache of its own (NODE_COMPILE_CACHE). */
const isLeft = !isKept && existsSync(join(__dirname, 'whole.cjs'))

/** What a file of this folder exports, by its name. */
exports.load = name => {
  if (isLeft) return require(`./${name}`)
  let module = modules.get(name)
  if (module === undefined) {
    module = { exports: {} }
    modules.set(name, module)
    run(name, module)
  }
  return module.exports
}

/** The build writes no code but ASCII, which is read fastest as what it is. */
function run(name, module) {
  const bytes = exports.read(name)
  if (bytes === undefined) throw new Error(`kore-mock has no ${name}`)
  if (name.endsWith('.json')) {
    module.exports = JSON.parse(bytes.toString())
    return
  }
  const filename = join(__dirname, name)
  const native = Module.createRequire(filename)
  const require = Object.assign(id => {
    if (id === 'node:v8') return flagged
    if (id === 'worker_threads') native(id).setEnvironmentData(FLAGS, otherwise)
    const isBeside = /^\.\/.+\.(?:cjs|json)$/.test(id) && id !== './load.cjs'
    return isBeside ? exports.load(posix.join(posix.dirname(name), id)) : native(id)
  }, native)
  const text = `(function (exports, require, module, __filename, __dirname) { ${bytes.latin1Slice()}\n})`
  const wrapper = isKept ? withBytecode(name, { filename, text }) : asModule({ filename, text })
  wrapper(module.exports, require, module, filename, __dirname)
}

function withBytecode(name, { filename, text }) {
  const kept = join(FOLDER, `${flat(name)}.bin`)
  const cachedData = existsSync(kept) ? readFileSync(kept) : undefined
  const script = asUsual(() => new vm.Script(text, { filename, cachedData }))
  exports.scripts.set(name, script)
  return script.runInThisContext()
}

/** The way of Node's own modules, for its cache. */
function asModule({ filename, text }) {
  const module = new Module(filename)
  module._compile(`module.exports = ${text}`, filename)
  return module.exports
}
