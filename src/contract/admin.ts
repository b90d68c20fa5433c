import type { operations as Operations } from './generated/admin-types.ts'
import { type Contract, openContract } from './open.ts'

/** The operations of the admin API. */
export type AdminOperationId = keyof Operations

let contract: Contract<AdminOperationId> | undefined

/** The contract of the admin API, read when it is first needed. */
export function adminContract(): Contract<AdminOperationId> {
  contract ??= openContract<AdminOperationId>('admin')
  return contract
}
