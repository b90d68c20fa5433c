// Nothing changes outside of a mock's objects. Finds what a module of src/ keeps and changes after it was loaded, which two
// mocks in one process would share: node scripts/check-module-state.mjs [--all] [folder of a checkout]
//
// Constants are, and --all shows them: what is changed only while its module loads, what is made once when first needed
// (`??=` and nothing else), and what hangs on the object it follows from (a WeakMap, by `memoize`).
import { readdirSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import ts from 'typescript'

const { values, positionals } = parseArgs({ options: { all: { type: 'boolean' } }, allowPositionals: true })
const ROOT = resolve(positionals[0] ?? join(import.meta.dirname, '..'))

/** Modules that are started, not shared: one thread, one module. */
const STARTED = new Set(['src/cli.ts', 'src/offload/worker.ts'])

const MUTATORS = new Set('push pop shift unshift splice sort reverse fill copyWithin set add delete clear'.split(' '))

const names = readdirSync(join(ROOT, 'src'), { recursive: true })
  .filter(name => /(?<!\.d)\.ts$/.test(name) && !name.includes('generated'))
  .map(name => join(ROOT, 'src', name))
const options = { noLib: true, types: [], allowImportingTsExtensions: true, target: ts.ScriptTarget.ESNext }
// Only what names mean is asked, no types: so neither libraries nor packages nor what is generated need be read.
const host = ts.createCompilerHost(options, true)
host.resolveModuleNameLiterals = (specifiers, from) =>
  specifiers.map(({ text }) => {
    const resolvedFileName = resolve(dirname(from), text)
    return { resolvedModule: names.includes(resolvedFileName) ? { resolvedFileName, extension: '.ts' } : undefined }
  })
const program = ts.createProgram(names, options, host)
const checker = program.getTypeChecker()
const nameOf = file => relative(ROOT, file.fileName)
const files = program.getSourceFiles()

/** The symbol that a name means, in the module in which it stands. */
function meaning(node) {
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node)
  return symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
}

/** Where each top-level variable and each static field is used: symbol → names. */
const uses = new Map()
const watched = new Set()
function collect(node) {
  if (ts.isImportSpecifier(node) && watched.has(node.propertyName?.text)) watched.add(node.name.text)
  if (ts.isIdentifier(node) && watched.has(node.text)) {
    const symbol = meaning(node)
    if (symbol) uses.get(symbol)?.push(node)
  }
  ts.forEachChild(node, collect)
}

const whileLoading = node => !ts.findAncestor(node, at => ts.isFunctionLike(at) || ts.isClassStaticBlockDeclaration(at))
const isAssignment = kind => kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment

/** The operator by which something is written, if it is. */
function written(node) {
  const { parent } = node
  if (ts.isBinaryExpression(parent) && parent.left === node && isAssignment(parent.operatorToken.kind)) {
    return ts.tokenToString(parent.operatorToken.kind)
  }
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    const operator = ts.tokenToString(parent.operator)
    return operator === '++' || operator === '--' ? operator : undefined
  }
  if (ts.isDeleteExpression(parent)) return 'delete'
  // A target of a destructuring assignment.
  if (ts.isArrayLiteralExpression(parent) || ts.isSpreadElement(parent)) return written(parent)
  return undefined
}

/** The widest `a.b[c]!` that begins with this name, and the name of the method where it is called. */
function reach(node) {
  let at = node
  let member
  for (;;) {
    const { parent } = at
    const goesOn =
      ((ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) && parent.expression === at) ||
      (ts.isNonNullExpression(parent) && parent.expression === at) ||
      ts.isParenthesizedExpression(parent)
    if (!goesOn) return { at, member, called: ts.isCallExpression(parent) && parent.expression === at }
    if (ts.isPropertyAccessExpression(parent)) member = parent.name.text
    at = parent
  }
}

/** How a use of a variable changes what it holds; undefined: it does not. */
function changes(use) {
  const place = ts.isPropertyAccessExpression(use.parent) && use.parent.name === use ? use.parent : use
  const { at, member, called } = reach(place)
  if (at === place) return written(place)
  // Where a search in a text goes on is said before each search.
  if (member === 'lastIndex') return undefined
  return called ? (MUTATORS.has(member) ? `.${member}()` : undefined) : written(at)
}

/** What a value that is made while its module loads keeps: 'weak' by objects only, 'memo' or 'object' in itself; else nothing. */
function kindOf(value) {
  let made = value
  while (made && (ts.isAsExpression(made) || ts.isSatisfiesExpression(made) || ts.isParenthesizedExpression(made)))
    made = made.expression
  if (made && ts.isCallExpression(made)) return keepsSomething(made.expression)
  return made && ts.isNewExpression(made) ? kindOfObject(made) : undefined
}

function kindOfObject(made) {
  if (/^Weak(Map|Set|Ref)$/.test(made.expression.getText())) return 'weak'
  const declaration = meaning(made.expression)?.declarations?.find(ts.isClassDeclaration)
  if (declaration === undefined) return undefined
  const fields = declaration.members.filter(ts.isPropertyDeclaration)
  const isWeak = field => has(field, ts.SyntaxKind.ReadonlyKeyword) && kindOf(field.initializer) === 'weak'
  return fields.length > 0 && fields.every(isWeak) ? 'weak' : 'object'
}

const has = (member, kind) => member.modifiers?.some(modifier => modifier.kind === kind) ?? false

const givesFunction = statement =>
  ts.isReturnStatement(statement) && statement.expression !== undefined && ts.isFunctionLike(statement.expression)

/** What a called function keeps for the function that it gives: 'weak' by objects, 'memo' in anything else. */
function keepsSomething(callee) {
  const declaration = meaning(callee)?.declarations?.[0]
  const body = declaration?.body ?? declaration?.initializer?.body
  if (!body || !ts.isBlock(body) || !body.statements.some(givesFunction)) return undefined
  const ways = body.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) =>
    declarationList.declarations.map(({ initializer }) => {
      const made = initializer && ts.isNewExpression(initializer) ? initializer.expression.getText() : undefined
      if (made === 'WeakMap') return 'weak'
      return made || declarationList.flags & ts.NodeFlags.Let ? 'memo' : undefined
    }),
  )
  return ways.includes('memo') ? 'memo' : ways.find(Boolean)
}

/** Variables at the top of a module and static fields of its classes, and whether another value can be put there. */
function keptBy(statement) {
  if (ts.isVariableStatement(statement)) {
    const isLet = !(statement.declarationList.flags & ts.NodeFlags.Const)
    return statement.declarationList.declarations.map(declaration => ({ declaration, isLet }))
  }
  if (!ts.isClassDeclaration(statement)) return []
  return statement.members
    .filter(member => ts.isPropertyDeclaration(member) && has(member, ts.SyntaxKind.StaticKeyword))
    .map(declaration => ({ declaration, isLet: !has(declaration, ts.SyntaxKind.ReadonlyKeyword) }))
}

/** Whether something is state or a constant, and by what; undefined: a plain constant. */
function judge({ declaration, isLet, symbol }) {
  const later = uses.get(symbol).filter(use => use !== declaration.name && !whileLoading(use))
  const how = [...new Set(later.map(changes).filter(Boolean))]
  if (isLet) {
    if (how.length === 0) return ['constant', 'written only while its module loads']
    return how.every(text => text === '??=')
      ? ['constant', 'made when first needed']
      : ['state', `written by ${how.join(' ')}`]
  }
  const kind = kindOf(declaration.initializer)
  if (kind === 'weak') return ['constant', 'hangs on objects']
  if (kind === 'memo') return ['state', 'a function that keeps something']
  if (how.length > 0) return ['state', `changed by ${how.join(' ')}`]
  if (kind === 'object') return ['state', 'an object of a class of ours']
  return undefined
}

const all = files
  .filter(file => !STARTED.has(nameOf(file)))
  .flatMap(file => file.statements.flatMap(keptBy).map(one => ({ ...one, file })))
for (const one of all) {
  one.symbol = checker.getSymbolAtLocation(one.declaration.name)
  if (one.symbol) uses.set(one.symbol, [])
  if (one.symbol) watched.add(one.symbol.name)
}
for (const file of files) collect(file)

const found = all
  .filter(({ symbol }) => symbol)
  .map(one => {
    const [verdict, why] = judge(one) ?? []
    const line = one.file.getLineAndCharacterOfPosition(one.declaration.getStart()).line + 1
    return { verdict, text: `${nameOf(one.file)}:${line} ${one.declaration.name.getText()}: ${why}` }
  })
const state = found.filter(({ verdict }) => verdict === 'state')
if (values.all)
  for (const { text } of found.filter(({ verdict }) => verdict === 'constant')) console.log(`constant  ${text}`)
for (const { text } of state) console.error(text)
if (state.length > 0) {
  console.error(
    `${state.length} things outlive a mock: they belong into an object that a mock owns (docs/architecture.md)`,
  )
  process.exitCode = 1
}
