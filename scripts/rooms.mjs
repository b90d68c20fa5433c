// Writes the drawing of the house, which .dependency-cruiser.mjs holds the code to, into docs/architecture.md:
// node scripts/rooms.mjs [--check]
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rooms } from '../.dependency-cruiser.mjs'

const PATH = join(import.meta.dirname, '../docs/architecture.md')
const BLOCK = /(<!-- rooms: [^\n]*-->\n)[\s\S]*?(<!-- end of rooms -->)/

const listed = (names, mark = '') => names.map(name => mark + name + mark)
const row = ([name, { imports = [], types = [], packages = [], node = [] }]) => {
  const of = [...imports, ...types.map(room => `${room} (types)`)].join(', ')
  return `| \`${name}/\` | ${of} | ${listed(packages, '`').join(', ')} | ${node.join(', ')} |`
}
const table = [
  '| Room | imports of `src/` | packages | of Node |',
  '|---|---|---|---|',
  ...Object.entries(rooms).map(row),
]

const text = readFileSync(PATH, 'utf8')
if (!BLOCK.test(text)) throw new Error(`${PATH} has no place for the rooms: <!-- rooms: … --> … <!-- end of rooms -->`)
const made = text.replace(BLOCK, (_, begin, end) => `${begin}\n${table.join('\n')}\n\n${end}`)
if (!process.argv.includes('--check')) writeFileSync(PATH, made)
else if (made !== text) {
  console.error('docs/architecture.md shows other rooms than .dependency-cruiser.mjs: run `npm run rooms`')
  process.exitCode = 1
}
