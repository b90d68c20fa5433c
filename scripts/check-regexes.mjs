// No regular expression takes more than linear time, whatever text it meets: node scripts/check-regexes.mjs [folder of a checkout]
//
// Looks at all literals of src/, at `new RegExp('…')`, and at the patterns of the contract and of the scenarios' schema. It
// finds what backtracks (`(a|a)*b`) and what begins anew at every place of a run (`\s+$`), which is quadratic too.
// `new RegExp` of anything else is an error: what cannot be read cannot be checked.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import ts from 'typescript'
import { isMap, isScalar, parseDocument, visit } from 'yaml'

// Its own JavaScript: no program for this platform is needed, and the verdict is the same everywhere.
process.env.RECHECK_BACKEND = 'pure'
const { check } = await import('recheck')

const ROOT = resolve(process.argv[2] ?? join(import.meta.dirname, '..'))
/** ms for the proof that one expression is linear, as much as a busy machine may need, and for the trial of one that cannot be proved. */
const PROOF_MS = 180_000
const TRIAL_MS = 60_000
const LAST_SLASH = /^\/(.*)\/([a-z]*)$/s

const filesOf = (folder, form) =>
  !existsSync(join(ROOT, folder))
    ? []
    : readdirSync(join(ROOT, folder), { recursive: true })
        .filter(name => form.test(name) && !name.includes('generated'))
        .map(name => join(ROOT, folder, name))

/** By expression, the place where it stands first. */
const found = new Map()
const problems = []

const judgeLater = (place, source, flags) => {
  const shown = `/${source}/${flags}`
  if (!found.has(shown)) found.set(shown, { place, source, flags })
}

/** What is wrong with an expression; undefined: nothing. */
async function problemOf({ source, flags }) {
  let { status, complexity, attack } = await check(source, flags, { timeout: PROOF_MS })
  // What is too large to be proved is tried with the texts that hurt most.
  if (status === 'unknown')
    ({ status, complexity, attack } = await check(source, flags, { checker: 'fuzz', timeout: TRIAL_MS }))
  if (status === 'safe') return undefined
  return status === 'vulnerable'
    ? `${complexity.summary}, such as for ${attack.pattern}`
    : 'takes too long to be judged'
}

/** Looks at the expressions of a module. */
function lookAtModule(path) {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
  const placeOf = node => `${relative(ROOT, path)}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
  const look = node => {
    if (ts.isRegularExpressionLiteral(node)) {
      const [, source, flags] = LAST_SLASH.exec(node.text)
      judgeLater(placeOf(node), source, flags)
    }
    const isCall = ts.isNewExpression(node) || ts.isCallExpression(node)
    if (isCall && ts.isIdentifier(node.expression) && node.expression.text === 'RegExp') {
      const [source, flags] = node.arguments ?? []
      if (source !== undefined && ts.isStringLiteralLike(source))
        judgeLater(placeOf(node), source.text, flags?.text ?? '')
      else problems.push(`${placeOf(node)} ${node.getText()}: is made while running and cannot be checked`)
    }
    ts.forEachChild(node, look)
  }
  look(file)
}

/** Looks at the patterns of a document: `pattern` and the names of `patternProperties`; validators read them with `u`. */
function lookAtDocument(path) {
  const text = readFileSync(path, 'utf8')
  const placeOf = ({ range }) => `${relative(ROOT, path)}:${text.slice(0, range[0]).split('\n').length}`
  visit(parseDocument(text), {
    Pair(_, { key, value }) {
      if (key?.value === 'pattern' && isScalar(value) && typeof value.value === 'string') {
        judgeLater(placeOf(value), value.value, 'u')
      }
      if (key?.value === 'patternProperties' && isMap(value)) {
        for (const { key: name } of value.items) judgeLater(placeOf(name), name.value, 'u')
      }
    },
  })
}

for (const path of filesOf('src', /(?<!\.d)\.ts$/)) lookAtModule(path)
for (const path of [...filesOf('openapi', /\.yaml$/), ...filesOf('scenarios', /\.schema\.yaml$/)]) lookAtDocument(path)
for (const [shown, expression] of found) {
  const problem = await problemOf(expression)
  if (problem !== undefined) problems.push(`${expression.place} ${shown}: ${problem}`)
}
for (const line of problems) console.error(line)
if (problems.length > 0) {
  console.error(`${problems.length} regular expressions may take long: bound what repeats, or walk through the text`)
} else console.log(`${found.size} regular expressions, none takes longer than its text`)
process.exit(problems.length > 0 ? 1 : 0)
