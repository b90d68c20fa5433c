/**
 * Writes docs/errors.md from the catalogue of errors. `--check`: only says whether it is fresh (exit 1: stale).
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { catalogue, type ErrorCode } from '../src/errors/catalogue.ts'

const FILE = join(import.meta.dirname, '../docs/errors.md')

const codes = Object.keys(catalogue) as ErrorCode[]
const startsWith = (prefix: RegExp) => codes.filter(code => prefix.test(code))
const command = /^KM_(FLAGS?|TOKEN|COMMAND|ARGUMENT|PORT|HOST|LISTEN|WORKERS)_/
const chapters: readonly (readonly [string, readonly ErrorCode[]])[] = [
  ['Scenario files and content packs', codes.filter(code => !command.test(code) && !/^KM_(ADMIN|STEER)_/.test(code))],
  ['The command', startsWith(command)],
  ['Headers that steer one request', startsWith(/^KM_STEER_/)],
  ['The admin API', startsWith(/^KM_ADMIN_/)],
]

const cell = (text: string) => text.replaceAll('|', '\\|')
const lines = [
  '# Errors of the mock itself',
  '',
  'Made from `src/errors/catalogue.ts` by `npm run errors`; do not edit. What the vendor refuses is described by the contract',
  '(`/docs`); this page is about scenario files, the command line, the admin API and the headers that steer a request. The code',
  'stands in the answer as `errors[0].mockCode`, in `kore-mock validate --json` as `code`, and on stderr in brackets. Words in',
  'braces differ from case to case.',
  ...chapters.flatMap(([title, listed]) => [
    '',
    `## ${title}`,
    '',
    '| Code | What it says | What to do |',
    '|---|---|---|',
    ...listed.map(code => `| \`${code}\` | ${cell(catalogue[code].sentence)} | ${cell(catalogue[code].advice)} |`),
  ]),
  '',
].join('\n')

if (process.argv.includes('--check')) {
  if (!existsSync(FILE) || readFileSync(FILE, 'utf8') !== lines) {
    console.error('stale: docs/errors.md; run npm run errors')
    process.exitCode = 1
  }
} else writeFileSync(FILE, lines)
