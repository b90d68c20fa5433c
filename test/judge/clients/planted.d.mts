import type { JudgedFunction } from '../../../src/testing.ts'

/** Name of the mistake to the client that makes it. */
export const PLANTED: Readonly<Record<string, JudgedFunction>>
