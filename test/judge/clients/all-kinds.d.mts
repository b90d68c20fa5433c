import type { JudgedFunction } from '../../../src/testing.ts'

export const exportAll: JudgedFunction
