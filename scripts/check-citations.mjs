/**
 * Checks that what code and documents cite is there: `npm run citations`.
 *
 * - "facts 7.2" is a heading `7.2 …` of docs/vendor-facts.md, "ruling R15" and "decision D3" are headings of docs/rulings.md, a
 *   vendor document such as 000_fc6437617965d1c7 is one of docs/sources.md. Lists and ranges ("rulings R7 to R9") count item by item.
 * - A path that a comment or a document names exists: `src/world/ids.ts` from the root, a name such as `ids.ts` or
 *   `world/ids.ts` as the end of some file's path, a folder such as `query/` likewise. Links of documents lead to files and
 *   headings that exist.
 *
 * Prints each miss as file:line and ends with 1 when there is one.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const FACTS = 'docs/vendor-facts.md'
const RULINGS = 'docs/rulings.md'
const SOURCES = 'docs/sources.md'

const FOLDERS = ['src', 'test', 'openapi', 'scenarios', 'scripts', 'examples', 'bench', 'docs', '.ci']
/** Its examples of wrong citations are meant so. */
const OWN_TEST = 'test/scripts/check-citations.test.ts'
const SKIPPED = new Set(['node_modules', 'generated', 'dist', '.git', '.tap', 'coverage'])
const READ = /\.(tsx?|mts|mjs|cjs|js|yaml|yml|sh|md)$|(^|\/)(Dockerfile|run)$/

/** Between the words of a citation: blanks, also over the end of a comment's line. */
const GAP = String.raw`(?:[ \t]+|[ \t]*\n[ \t]*(?:\*|\/\/|#)?[ \t]*)`
const NEXT = `(?:,${GAP}(?:and${GAP})?|${GAP}and${GAP}|${GAP}to${GAP})`
const cited = (word, item) => new RegExp(String.raw`\b${word}${GAP}(${item}(?:${NEXT}${item})*)`, 'gi')

const FACT = String.raw`\d{1,2}(?:\.\d{1,2})?(?![\d%])`
const CITATIONS = [
  { page: FACTS, pattern: cited(`facts(?:${GAP}chapters?)?`, FACT), item: /\d+(?:\.\d+)?/g },
  { page: RULINGS, pattern: cited('rulings?', String.raw`R\d+`), item: /R\d+/gi },
  { page: RULINGS, pattern: cited('decisions?', String.raw`D\d+`), item: /D\d+/gi },
  { page: SOURCES, pattern: /\b(\d{3}_[0-9a-f]{16})\b/g, item: /.+/g },
]
/** In documents a ruling or decision needs no word before it. */
const IN_DOCUMENTS = { page: RULINGS, pattern: /\b([RD]\d{1,3})\b/g, item: /.+/g }

const NAME = String.raw`[\w.@-]+\.(?:ts|mts|mjs|cjs|sh|yaml|yml|md|json)`
const ROOTED = new RegExp(String.raw`(?<![\w/.:@-])(?:${FOLDERS.join('|').replace('.', '\\.')})\/[\w./@*{},-]*`, 'g')
const ENDING = new RegExp(String.raw`(?<![\w/.:@*~-])(?:\.{1,2}\/)?(?:[\w.@-]+\/)*${NAME}(?![\w/-])`, 'g')
/** Folders that a build or an installation makes. */
const MADE = /(^|\/)(generated|dist|node_modules)\//
/** In backticks, a folder. */
const FOLDER = /(?<=`)(?:[\w@-]+\/)+(?=`)/g
/** Names of files that are the reader's, or made when something runs. */
const NOT_OURS = /^(\.\/|\.\.\/|dist\/|node_modules\/|\.github\/|\.gitlab-ci\.yml$|(my|openapi|[A-Z]+)\.(yaml|json)$)/

/**
 * Everything that is cited below a root and is not there.
 * @param {string} root folder with src/, docs/ and so on
 * @returns {string[]} lines `file:line: what`, in order
 */
export function misses(root) {
  const files = [...walk(root, root)].sort()
  const pages = new Map([FACTS, RULINGS, SOURCES].map(page => [page, numbersOf(root, page)]))
  const found = []
  for (const file of files) {
    if (!READ.test(file) || !isChecked(file)) continue
    const text = readFileSync(join(root, file), 'utf8')
    for (const { at, message } of [...citations(file, text, pages), ...paths(root, file, text, files)]) {
      found.push(`${file}:${text.slice(0, at).split('\n').length}: ${message}`)
    }
  }
  return found
}

function isChecked(file) {
  if (file === OWN_TEST) return false
  return !file.includes('/') || FOLDERS.includes(file.split('/')[0])
}

function* walk(root, folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (SKIPPED.has(entry.name)) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* walk(root, path)
    else yield relative(root, path)
  }
}

/** What the headings of a page begin with: `7.2`, `R15`, `000_fc6437617965d1c7`. */
function numbersOf(root, page) {
  const path = join(root, page)
  if (!existsSync(path)) return new Set()
  return new Set([...readFileSync(path, 'utf8').matchAll(/^#+ (\S+)/gm)].map(match => match[1]))
}

function* citations(file, text, pages) {
  const kinds = file.endsWith('.md') ? [...CITATIONS, IN_DOCUMENTS] : CITATIONS
  const said = new Set()
  for (const { page, pattern, item } of kinds) {
    for (const match of text.matchAll(pattern)) {
      for (const name of spread(match[1], item)) {
        const key = `${match.index}${name}`
        if (pages.get(page).has(name) || said.has(key)) continue
        said.add(key)
        yield { at: match.index, message: `"${match[0].replace(/\s+/g, ' ')}": ${page} has no heading ${name}` }
      }
    }
  }
}

/** The items of a list; a range in whole. */
function spread(list, item) {
  const names = list.match(item).map(name => name.replace(/^[rd]/, letter => letter.toUpperCase()))
  const range = /^([RD])(\d+)\s[^,]*\bto\b[^,]*?[RD](\d+)$/i.exec(list)
  if (range === null) return names
  const [, letter, from, to] = range
  return Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => `${letter.toUpperCase()}${Number(from) + i}`)
}

function* paths(root, file, text, files) {
  const isDocument = file.endsWith('.md')
  for (const { at, part, isCode } of isDocument ? documentParts(text) : comments(file, text)) {
    for (const { index, message } of isCode ? fromRoot(root, part, files) : named(root, part, files)) {
      yield { at: at + index, message }
    }
  }
  if (isDocument) yield* links(root, file, text)
}

function* fromRoot(root, part, files) {
  for (const { index, 0: found } of part.matchAll(ROOTED)) {
    const path = found.replace(/[.,]+$/, '')
    if (!exists(root, path, files)) yield { index, message: `${path} does not exist` }
  }
}

/** Paths from the root, and names of folders and files that are the end of one. */
function* named(root, part, files) {
  yield* fromRoot(root, part, files)
  const rest = part.replace(ROOTED, path => ' '.repeat(path.length))
  for (const { index, 0: name } of rest.matchAll(FOLDER)) {
    const isThere = MADE.test(name) || files.some(other => `/${other}`.includes(`/${name}`))
    if (!isThere) yield { index, message: `no folder is called ${name}` }
  }
  for (const { index, 0: name } of rest.matchAll(ENDING)) {
    const isThere = NOT_OURS.test(name) || files.some(other => `/${other}`.endsWith(`/${name}`))
    if (!isThere) yield { index, message: `no file is called ${name}` }
  }
}

/** `src/world/*.ts` and `src/{client,testing}.ts` stand for what they match. */
function exists(root, path, files) {
  if (!/[*{]/.test(path)) return existsSync(join(root, path))
  const pattern = path
    .replace(/[.]/g, '\\.')
    .replace(/\*\*?/g, star => (star === '*' ? '[^/]*' : '.*'))
    .replace(/\{([^}]*)\}/g, (_, names) => `(?:${names.replaceAll(',', '|')})`)
  return files.some(file => new RegExp(`^${pattern}`).test(file))
}

/** A document in pieces: prose, and blocks of code, of which only paths from the root are looked at. */
function* documentParts(text) {
  let at = 0
  for (const [i, part] of text.split(/^(?=```)/m).entries()) {
    // A piece begins with the fence that opens or closes a block, but for the first.
    yield { at, part, isCode: i % 2 === 1 }
    at += part.length
  }
}

/** Comments of code. Block comments whole, others line by line. */
function* comments(file, text) {
  const isScript = /\.(yaml|yml|sh)$|(^|\/)(Dockerfile|run)$/.test(file)
  const pattern = isScript ? /(?<=^|\s)#[ !].*$/gm : /\/\*\*?[\s\S]*?\*\/|(?<=^|\s)\/\/ .*$/gm
  for (const match of text.matchAll(pattern)) yield { at: match.index, part: match[0], isCode: false }
}

function* links(root, file, text) {
  for (const match of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    const [path = '', anchor] = match[1].split('#')
    if (/^[a-z]+:/.test(path)) continue
    const target = path === '' ? file : join(dirname(file), path)
    if (!existsSync(join(root, target)))
      yield { at: match.index, message: `link to ${match[1]}: there is no ${target}` }
    else if (anchor !== undefined && !anchorsOf(root, target).has(anchor)) {
      yield { at: match.index, message: `link to ${match[1]}: ${target} has no such heading` }
    }
  }
}

/** Headings as the link to them is written. */
function anchorsOf(root, page) {
  const headings = readFileSync(join(root, page), 'utf8').matchAll(/^#+ (.+)$/gm)
  const slug = heading =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-')
  return new Set([...headings].map(match => slug(match[1])))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = misses(process.argv[2] ?? join(import.meta.dirname, '..'))
  for (const miss of found) console.log(miss)
  console.log(found.length === 0 ? 'everything that is cited is there' : `${found.length} citations lead nowhere`)
  process.exitCode = found.length === 0 ? 0 : 1
}
