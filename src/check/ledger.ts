import type { AnswerProblem, FindAnswerProblems } from './answer-problems.ts'
import type { ReceivedAnswer } from './caller.ts'
import { isObject, typeName } from './json.ts'
import type { OperationShape } from './operation-shape.ts'
import type { CheckKind, Finding } from './types.ts'

/** Problems of one sort are told once; of so many sorts at most. */
const TOLD = 4

/** What a check came to. */
type Outcome = readonly [expected: string, found: string]

/** Sentences of the vendor that no example of the contract has (facts 2.2): both are about names that were given. */
const NAMES: readonly string[] = ['Invalid dashboard name', 'Invalid widget name']
/** Of these refusals the vendor has fixed sentences; those of 400 tell what was asked. */
const FIXED: readonly number[] = [401, 404, 405, 412]

/** Collects what was seen of one operation. It looks at answers when they come and keeps none. */
export class Ledger {
  readonly findings: Finding[] = []
  readonly #shape: OperationShape
  readonly #problemsOf: FindAnswerProblems
  /** Expected and found, with how often, by kind. */
  readonly #problems = new Map<CheckKind, Map<string, { outcome: Outcome; count: number }>>()
  #good = 0
  #refused = 0
  #answers = 0

  constructor(shape: OperationShape, problemsOf: FindAnswerProblems) {
    this.#shape = shape
    this.#problemsOf = problemsOf
  }

  agrees(kind: CheckKind, check: string, expected: string): void {
    this.#add({ kind, check, result: 'agrees', expected, found: expected })
  }

  differs(kind: CheckKind, check: string, expected: string, found: string): void {
    this.#add({ kind, check, result: 'differs', expected, found })
  }

  notSeen(kind: CheckKind, check: string, why: string): void {
    this.#add({ kind, check, result: 'not seen', expected: '', found: why })
  }

  /** One check by its outcome; undefined: nothing is wrong. */
  check(kind: CheckKind, name: string, expected: string, found: string | undefined): void {
    if (found === undefined) this.agrees(kind, name, expected)
    else this.differs(kind, name, expected, found)
  }

  /**
   * Compares the status of an answer; one that is as expected is looked at in full.
   * @returns whether it is.
   */
  answered(kind: CheckKind, check: string, expected: readonly number[], answer: ReceivedAnswer): boolean {
    const good = expected.includes(answer.status)
    this.check(kind, check, expected.join(' or '), good ? undefined : this.statusText(answer))
    this.look(answer, good)
    return good
  }

  /** Looks at an answer: its media type, and when its status is as expected its body. */
  look(answer: ReceivedAnswer, asExpected = true): void {
    if (answer.status === 0) return
    this.#answers += 1
    if (answer.mediaType !== 'application/json') this.#note('header', mediaTypes(answer))
    if (!asExpected) return
    if (answer.status < 300) this.#good += 1
    else this.#refused += 1
    if (!answer.isJson) {
      this.#note(answer.status < 300 ? 'types' : 'errors', ['JSON', 'a body that is none'])
      return
    }
    const { info } = this.#shape
    for (const problem of this.#problemsOf(info.path, info.method, answer.status, answer.body)) {
      this.#note(answer.status < 300 ? problem.kind : 'errors', problemOutcome(problem))
    }
    if (answer.status >= 400) this.#lookAtRefusal(answer)
  }

  /** A status, with the vendor's sentence that came with it; other sentences may hold values. */
  statusText({ status, body, why }: ReceivedAnswer): string {
    if (status === 0) return why ?? 'no answer'
    const sentence = sentenceOf(body)
    const known = [...(this.#shape.refusals.get(status)?.sentences ?? []), ...NAMES]
    return sentence !== undefined && known.includes(sentence) ? `${status} "${sentence}"` : String(status)
  }

  /** Writes down what was gathered over all answers. */
  close(): void {
    this.#sumUp('header', 'content-type', 'application/json', { seen: this.#answers, otherwise: 'no answer' })
    const asDocumented = 'as in the contract'
    const data = { seen: this.#good, otherwise: 'no answer with data' }
    this.#sumUp('fields', 'required there, none unknown', asDocumented, data)
    this.#sumUp('types', 'types of values', asDocumented, data)
    this.#sumUp('enums', 'values of enumerations', asDocumented, data)
    this.#sumUp('format', 'formats and bounds', asDocumented, data)
    const refusals = { seen: this.#refused, otherwise: 'no refusal' }
    this.#sumUp('errors', 'error envelope', 'errors[].msg, errors[].code', refusals)
  }

  #lookAtRefusal({ status, body }: ReceivedAnswer): void {
    const known = this.#shape.refusals.get(status)
    const first = firstError(body)
    if (known === undefined || first === undefined) return
    if ('code' in first && !known.codes.includes(first.code)) {
      const expected = [...new Set(known.codes)].map(code => JSON.stringify(code)).join(' or ')
      this.#note('errors', [`errors[].code ${expected} with ${status}`, `another ${typeName(first.code)}`])
    }
    if (FIXED.includes(status) && typeof first.msg === 'string' && !known.sentences.includes(first.msg)) {
      this.#note('errors', [`errors[].msg as documented for ${status}`, 'another sentence'])
    }
  }

  /**
   * One check over all answers.
   * @param seen how many answers it could be made on; `otherwise` says why there were none
   */
  #sumUp(
    kind: CheckKind,
    check: string,
    expected: string,
    { seen, otherwise }: { seen: number; otherwise: string },
  ): void {
    const problems = [...(this.#problems.get(kind)?.values() ?? [])]
    if (problems.length === 0) {
      if (seen > 0) this.agrees(kind, check, expected)
      else this.notSeen(kind, check, otherwise)
      return
    }
    const told = problems.slice(0, TOLD)
    const more = problems.length > TOLD ? [`and ${problems.length - TOLD} more`] : []
    const wanted = told.map(({ outcome }) => outcome[0])
    const found = told.map(({ outcome, count }) => (count === 1 ? outcome[1] : `${outcome[1]} (${count} times)`))
    this.differs(kind, check, [...wanted, ...more].join('; '), [...found, ...more].join('; '))
  }

  #note(kind: CheckKind, outcome: Outcome): void {
    const ofKind = this.#problems.get(kind) ?? new Map<string, { outcome: Outcome; count: number }>()
    this.#problems.set(kind, ofKind)
    const key = outcome.join('\n')
    const known = ofKind.get(key)
    if (known === undefined) ofKind.set(key, { outcome, count: 1 })
    else known.count += 1
  }

  #add(finding: Omit<Finding, 'operationId'>): void {
    this.findings.push({ operationId: this.#shape.info.operationId, ...finding })
  }
}

const problemOutcome = ({ expected, found }: AnswerProblem): Outcome => [expected, found]

/** Media types are names of formats; whatever else stands in the header is not shown. */
const mediaTypes = ({ mediaType }: ReceivedAnswer): Outcome => [
  'application/json',
  mediaType === '' ? 'none' : /^[a-z]+\/[a-z0-9.+-]{1,40}$/.test(mediaType) ? mediaType : 'no media type',
]

/** The first entry of the vendor's envelope. */
function firstError(body: unknown): Readonly<Record<string, unknown>> | undefined {
  const errors = isObject(body) ? body.errors : undefined
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined
  return isObject(first) ? first : undefined
}

const sentenceOf = (body: unknown) => {
  const msg = firstError(body)?.msg
  return typeof msg === 'string' ? msg : undefined
}
