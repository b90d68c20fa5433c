// The licences of the packages whose code lies in the built command.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//

/** A text with the licence of every package that has bytes in what was built. */
export function noticesOf(root, builds) {
  const outputs = builds.flatMap(({ outputs }) => Object.values(outputs))
  const files = outputs.flatMap(({ inputs }) => Object.keys(inputs))
  const firstFile = new Map()
  for (const file of files.sort()) {
    const folder = PACKAGE.exec(file)?.[1]
    if (folder !== undefined && !firstFile.has(folder)) firstFile.set(folder, file)
  }
  return [...firstFile]
    .map(([folder, file]) => noticeOf(join(root, folder), join(root, file)))
    .join(`\n${'-'.repeat(80)}\n\n`)
}

function noticeOf(folder, file) {
  const { name, version, license, homepage = '' } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const licence = readdirSync(folder).find(entry => /^(licen[cs]e|copying)/i.test(entry))
  const text = readFileSync(licence === undefined ? file : join(folder, licence), 'utf8')
  // Some packages have their licence at the top of their files, some nothing but its name.
  const notice = licence === undefined ? leadingComment(text) || homepage : text
  return `${name} ${version} (${license})\n\n${notice.trim()}\n`
}

const leadingComment = text => /^(?:\/\/.*\n|\n)+/.exec(text)?.[0].replaceAll(/^\/\/ ?/gm, '') ?? ''
