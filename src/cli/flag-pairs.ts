import { say } from '../errors/catalogue.ts'
import { UsageError } from './usage-error.ts'

/** @throws UsageError for a flag that does nothing without another */
export function needs(flag: string, isGiven: boolean, other: string, isOther: boolean): void {
  if (isGiven && !isOther) throw new UsageError(say('KM_FLAG_NEEDS', { flag, other }))
}

/** @throws UsageError for two flags of which one makes the other void */
export function excludes(one: string, isGiven: boolean, other: string, isOther: boolean): void {
  if (isGiven && isOther) throw new UsageError(say('KM_FLAGS_EXCLUDE', { one, other }))
}
