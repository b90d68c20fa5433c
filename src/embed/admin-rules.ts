import { withKnownNames } from '../admin/known-names.ts'
import { protoField } from '../admin/unknown-names.ts'
import { type AdminOperationId, adminContract } from '../contract/admin.ts'
import type { Contract } from '../contract/open.ts'
import { checkPlain } from '../scenario/plain-data.ts'

/** The rules of the admin API for what a program says: the same words are good here and there. */
export class AdminRules {
  /** Opened when something has to be checked. */
  #contract: Contract<AdminOperationId> | undefined

  /** What is wrong with a value as the body of a call of the admin API, a sentence for each fault; none: nothing. */
  faultsOf(operationId: AdminOperationId, value: unknown): string[] {
    const noData = checkPlain(value)
    if (noData.length > 0) return noData.map(({ path, message }) => sentence(path.join('.'), message))
    // As it would arrive there: what is undefined was not said.
    const body: unknown = value === undefined ? undefined : JSON.parse(JSON.stringify(value))
    this.#contract ??= adminContract()
    const { violations } = this.#contract.validate(operationId, { query: {}, headers: {}, body })
    return [...withKnownNames(this.#contract, operationId, violations), ...protoField(body)].map(
      ({ property, message }) => sentence(property.replace(/^body\.?/, ''), message),
    )
  }

  /**
   * Sees to it that a value keeps them.
   * @param what what it is to be, as in `This is no fault: …`
   * @throws RangeError with everything that is wrong.
   */
  check(operationId: AdminOperationId, value: unknown, what: string): void {
    const faults = this.faultsOf(operationId, value)
    if (faults.length > 0) throw new RangeError(`This is no ${what}: ${faults.join('; ')}`)
  }
}

const sentence = (place: string, message: string) => `${place === '' ? 'it' : place} ${message}`
