/**
 * Checks content packs beyond what they are refused for: `npm run packs:check [file...]`, all packs without a file.
 * Says what is wrong, a line each, and sums up for each language what is still to be written and where little is said.
 * `--all` lists these too.
 */
import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ScenarioError } from '../src/scenario/error.ts'
import { readPack } from '../src/scenario/packs.ts'
import type { ContentPack, PackWords } from '../src/world/pack.ts'
import { checkWords } from './packs/check-words.ts'

const directory = fileURLToPath(new URL('../scenarios/packs/', import.meta.url))
const given = process.argv.slice(2)
const isAll = given.includes('--all')
const files = given.filter(file => !file.startsWith('--'))
let faults = 0
for (const file of files.length > 0 ? files.map(packOf) : shipped()) check(file)
if (faults > 0) process.exitCode = 1

function shipped(): string[] {
  return readdirSync(directory).flatMap(name => (/^[a-z-]+\.yaml$/.test(name) ? [directory + name] : []))
}

/** The pack that a file of words belongs to. */
function packOf(file: string): string {
  return file.replace(/\.[a-z]{2}\.yaml$/, '.yaml')
}

function check(file: string): void {
  const pack = read(file)
  if (pack === undefined) return
  for (const [language, words] of Object.entries(pack.words)) checkLanguage(pack, language, words, basename(file))
}

/** The pack, unless it is one that would be refused. */
function read(file: string): ContentPack | undefined {
  try {
    return readPack(file).pack
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error
    faults += error.problems.length
    console.log(error.message)
    return undefined
  }
}

function checkLanguage(pack: ContentPack, language: string, words: PackWords, file: string): void {
  const found = checkWords(pack, words)
  faults += found.wrong.length
  console.log(
    `${file} ${language}: ${pack.intents.length} intents, ${found.wrong.length} faults, ${found.missing.length} lists to write, ${found.thin.length} say little`,
  )
  for (const line of found.wrong) console.log(`  ${line}`)
  if (!isAll) return
  for (const line of found.missing) console.log(`  to write: ${line}`)
  for (const line of found.thin) console.log(`  says little: ${line}`)
}
