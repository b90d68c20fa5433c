import type { JudgedFunction } from '../../../src/testing.ts'

export function exporterWith(parts?: object): JudgedFunction
