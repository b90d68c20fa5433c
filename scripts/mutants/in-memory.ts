import type { Compile } from '../../src/contract/compiled.ts'
import { type Contract, openContract } from '../../src/contract/open.ts'
import { requestValidators } from '../contract/compile.ts'
import { type JsonObject, operationsOf } from '../contract/document.ts'
import { describeOperations } from '../contract/meta.ts'

/** A contract that checks requests by a document as it stands in memory, made by what makes the one that is served. */
export function contractOf(document: JsonObject): Contract<string> {
  return openContract('x', file => {
    if (file === 'x.operations.json') return describeOperations(document)
    const id = file.split('.')[1]
    const found = operationsOf(document).find(({ operation }) => operation.operationId === id)
    if (found === undefined) throw new Error(`${file} is not made in memory`)
    const compile: Compile = () => requestValidators(document, found.operation)
    return compile
  })
}
