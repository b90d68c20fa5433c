// What comes from outside may name what every object has (`constructor`, `toString`, `__proto__`), so no text looks anything
// up in an object with a prototype: node scripts/check-own-keys.mjs [folder of a checkout]
//
// Finds `record[name]` and `name in record` in the rooms of src/ that meet what clients send, where the name is any text and not one of ours (a literal, a `keyof`).
// Allowed are a `Map`, a `Bare` record and `own` (src/contract/own.ts), and `record[name]` in a `for (name in record)`.
import { readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import ts from 'typescript'

const ROOT = resolve(process.argv[2] ?? join(import.meta.dirname, '..'))
/**
 * Not looked at: `contract/` asks what was sent for names of the contract, of which none is one that every object has (a test
 * says so); `world/` and `scenario/` know names of scenarios, which are checked before; `check/` asks other servers.
 */
const OTHERS = ['contract', 'world', 'scenario', 'check', 'platform'].map(room => join('src', room, '/'))

const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), path => readFileSync(path, 'utf8'))
const { options, fileNames } = ts.parseJsonConfigFileContent({ ...config, include: ['src'] }, ts.sys, ROOT)
const program = ts.createProgram(fileNames, { ...options, noEmit: true })
const checker = program.getTypeChecker()

/** Whether a value may be any text: of a union one part is enough. */
function isAnyText(node) {
  const type = checker.getTypeAtLocation(node)
  const { flags, types = [] } = checker.getBaseConstraintOfType(type) ?? type
  const isText = kind => (kind & ts.TypeFlags.String) !== 0
  return isText(flags) || types.some(part => isText(part.flags))
}

/** Whether all that a record may be has no prototype. */
function isBare(node) {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(node))
  return (type.types ?? [type]).every(part => (part.aliasSymbol ?? part.symbol)?.name === 'Bare')
}

/** Whether a name was given by a loop over the names of the same record. */
function isOfLoop(name, record) {
  if (!ts.isIdentifier(name)) return false
  const loop = ts.findAncestor(
    name,
    at =>
      ts.isForInStatement(at) &&
      at.initializer.declarations?.[0]?.name.text === name.text &&
      at.expression.getText() === record.getText(),
  )
  return loop !== undefined
}

const found = []
for (const file of program.getSourceFiles()) {
  const path = relative(ROOT, file.fileName)
  if (!path.startsWith('src') || file.isDeclarationFile || OTHERS.some(room => path.startsWith(room))) continue
  const report = (node, what) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart())
    found.push(`${path}:${line + 1} ${what}`)
  }
  const look = node => {
    if (ts.isElementAccessExpression(node)) {
      const { expression: record, argumentExpression: name } = node
      if (isAnyText(name) && !isBare(record) && !isOfLoop(name, record))
        report(node, node.getText().replaceAll(/\s+/g, ' '))
    }
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword && isAnyText(node.left)) {
      if (!isBare(node.right)) report(node, node.getText().replaceAll(/\s+/g, ' '))
    }
    ts.forEachChild(node, look)
  }
  look(file)
}
for (const line of found) console.error(line)
if (found.length > 0) {
  console.error(
    `${found.length} look-ups find what every object has: use a Map, a Bare record or \`own\` (src/contract/own.ts)`,
  )
  process.exitCode = 1
}
