import { loadGenerated } from '#generated'
import type { operations as Operations } from './generated/admin-types.ts'
import { type Contract, openContract } from './open.ts'

/** The operations of the admin API. */
export type AdminOperationId = keyof Operations

/** The contract of the admin API. It is opened anew with each call: whoever serves it does so once. */
export function adminContract(): Contract<AdminOperationId> {
  return openContract<AdminOperationId>('admin', loadGenerated)
}
