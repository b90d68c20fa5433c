import type { components, operations as Operations } from './generated/admin-types.ts'
import { type Contract, openContract } from './open.ts'

/** The operations of the admin API. */
export type AdminOperationId = keyof Operations

/** Any schema of the admin API by its name, such as `AdminSchemaOf<'JournalPage'>`. */
export type AdminSchemaOf<Name extends keyof components['schemas']> = components['schemas'][Name]

let contract: Contract<AdminOperationId> | undefined

/** The contract of the admin API, read when it is first needed. */
export function adminContract(): Contract<AdminOperationId> {
  contract ??= openContract<AdminOperationId>('admin')
  return contract
}

/** Its whole description; not to be changed. */
export function adminDocument(): object {
  return adminContract().document()
}
