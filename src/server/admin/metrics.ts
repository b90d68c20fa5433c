import type { AdminAnswer, AdminCall } from './call.ts'

export async function metrics(_call: AdminCall<'metrics'>): Promise<AdminAnswer> {
  return { body: '' }
}
