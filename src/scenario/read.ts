import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type * as Yaml from 'yaml'
import { type Said, say } from '../errors/catalogue.ts'
import { type Problem, ScenarioError } from './error.ts'
import { leadingComment } from './list.ts'

const require = createRequire(import.meta.url)

/** A YAML file as data, with a way back from a place in the data to a place in the file. */
export interface Source {
  readonly file: string
  readonly data: Record<string, unknown>
  /** The first paragraph of the comment at the top, on one line. */
  readonly description: string
  /** Line and column of a path, or of the nearest thing above it that stands in the file. */
  readonly locate: (path: readonly (string | number)[]) => { line: number; column: number } | undefined
}

/**
 * Reads a YAML file.
 * @throws ScenarioError when it cannot be read, is not YAML, or is not a mapping.
 */
export function readSource(file: string): Source {
  // YAML takes 20 ms to load, and the built program's own scenarios do without it.
  const { LineCounter, parseDocument } = require('yaml') as typeof Yaml
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new ScenarioError(file, [{ path: '', ...unreadable(error as NodeJS.ErrnoException) }])
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    const problems = document.errors.map((error): Problem => {
      const { line, col } = lines.linePos(error.pos[0])
      return { path: '', ...say('KM_YAML_INVALID', { reason: error.message }), line, column: col }
    })
    throw new ScenarioError(file, problems)
  }
  const data: unknown = document.toJS() ?? {}
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new ScenarioError(file, [{ path: '', ...say('KM_FILE_NOT_A_MAPPING', {}), line: 1, column: 1 }])
  }
  return {
    file,
    data: data as Record<string, unknown>,
    description: leadingComment(text),
    locate: path => {
      for (let depth = path.length; depth > 0; depth--) {
        const node = document.getIn(path.slice(0, depth), true) as { range?: readonly number[] } | undefined
        if (node?.range?.[0] !== undefined) {
          const { line, col } = lines.linePos(node.range[0])
          return { line, column: col }
        }
      }
      return undefined
    },
  }
}

function unreadable(error: NodeJS.ErrnoException): Said {
  if (error.code === 'ENOENT') return say('KM_FILE_MISSING', {})
  if (error.code === 'EISDIR') return say('KM_FILE_IS_FOLDER', {})
  return say('KM_FILE_UNREADABLE', { reason: error.code ?? error.message })
}
