import { lineOf, type Said } from '../errors/catalogue.ts'

/** Something wrong at a place in the data. */
export interface Fault extends Said {
  readonly path: readonly (string | number)[]
}

/** Takes what is said of a place. */
export type ReportFault = (path: Fault['path'], said: Said) => void

/** One mistake in a scenario. */
export interface Problem extends Said {
  /** Where, as a path: `bots.st-x.sessions.perDay`; empty for the whole file. */
  readonly path: string
  /** Line in the file, from 1; absent when the scenario was given as an object. */
  readonly line?: number
  readonly column?: number
  /** Absolute path of the file it stands in, where that is not the scenario's own: one that it builds on. */
  readonly file?: string
}

/** A scenario that cannot be used; `message` has one line a problem: `file:line:column path: what is wrong and what is allowed [CODE]`. */
export class ScenarioError extends Error {
  readonly file: string
  readonly problems: readonly Problem[]

  constructor(file: string, problems: readonly Problem[]) {
    super(problems.map(problem => `${place(problem.file ?? file, problem)} ${problemText(problem)}`).join('\n'))
    this.name = 'ScenarioError'
    this.file = file
    this.problems = problems
  }
}

const place = (file: string, { line, column }: Problem) =>
  line === undefined ? `${file}:` : `${file}:${line}:${column ?? 1}:`

const problemText = (problem: Problem) => `${problem.path === '' ? '' : `${problem.path}: `}${lineOf(problem)}`
