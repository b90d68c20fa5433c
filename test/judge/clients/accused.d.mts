import type { JudgedFunction } from '../../../src/testing.ts'

/** Name of the verdict to the client that deserves it. */
export const ACCUSED: Readonly<Record<string, JudgedFunction>>
