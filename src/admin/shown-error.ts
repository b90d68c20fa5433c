import { blankFound, blankText } from '../control/redact/redact.ts'
import { type Problem, ScenarioError } from '../scenario/error.ts'

/** What is wrong with a scenario as it may stand in logs: without what was found where a secret of an app belongs. */
export function withoutSecrets({ file, problems }: Pick<ScenarioError, 'file' | 'problems'>): ScenarioError {
  return new ScenarioError(
    file,
    problems.map(problem => ({ ...problem, message: shownMessage(problem) })),
  )
}

/** Settings that are named like secrets and say who may call: by what they allow nobody gets in. */
const NO_SECRET_SETTING = /^(?:auth|tokens(?:\.clock)?)$/

const shownMessage = ({ path, message }: Problem) =>
  NO_SECRET_SETTING.test(path) ? blankText(message) : blankFound(path, message)
