import { blankFound } from '../control/redact/redact.ts'
import { ScenarioError } from '../scenario/error.ts'

/** What is wrong with a scenario as it may stand in logs: without what was found where a secret of an app belongs. */
export function withoutSecrets({ file, problems }: ScenarioError): ScenarioError {
  return new ScenarioError(
    file,
    problems.map(problem => ({ ...problem, message: blankFound(problem.path, problem.message) })),
  )
}
