import type { AdminOperationId } from '../contract/admin.ts'
import { operations } from '../contract/contract.ts'
import type { Contract } from '../contract/open.ts'
import type { Violation } from '../contract/types.ts'

/** An operation by that name that there is not, said with those there are; undefined: there is one, or none was named. */
export function unknownOperation(asked: unknown): { readonly asked: string; readonly known: string } | undefined {
  if (typeof asked !== 'string' || operations.some(({ operationId }) => operationId === asked)) return undefined
  return {
    asked: JSON.stringify(asked.slice(0, 64)),
    known: operations.map(({ operationId }) => operationId).join(', '),
  }
}

/**
 * Violations of a body of the admin API, of which those of a field that is not known say which are: a validator tells no more
 * than that it is one too many.
 */
export function withKnownNames(
  contract: Contract<AdminOperationId>,
  operationId: AdminOperationId,
  violations: readonly Violation[],
): Violation[] {
  return violations.map(({ property, message }) => {
    if (message !== 'is not known' || !property.startsWith('body.')) return { property, message }
    const names = namesBeside(contract, operationId, property)
    return { property, message: names.length === 0 ? message : `is not known; known: ${names.join(', ')}` }
  })
}

/** Names of the fields of an object of a body, by the path of one that it does not have. */
function namesBeside(
  contract: Contract<AdminOperationId>,
  operationId: AdminOperationId,
  property: string,
): readonly string[] {
  const { path, method } = contract.operation(operationId)
  const document = contract.document()
  const step = (at: unknown, name: string) => followed(document, nodeIn(at, name))
  const body = ['paths', path, method.toLowerCase(), 'requestBody', 'content', 'application/json', 'schema']
  const above = property.split('.').slice(1, -1)
  // In lists the items are meant.
  const steps = above.flatMap(part => [
    'properties',
    part.replace(/\[\d+\]$/, ''),
    ...(part.endsWith(']') ? ['items'] : []),
  ])
  const schema = [...body, ...steps].reduce<unknown>(step, document)
  return Object.keys(Object(nodeIn(schema, 'properties')))
}

const nodeIn = (at: unknown, name: string): unknown =>
  typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? Reflect.get(at, name) : undefined

/** What a reference leads to. */
function followed(document: object, at: unknown): unknown {
  const reference = nodeIn(at, '$ref')
  if (typeof reference !== 'string') return at
  return followed(
    document,
    reference
      .split('/')
      .slice(1)
      .reduce(nodeIn, document as unknown),
  )
}
