import t from 'tap'
import { adminContract } from '../../src/contract/admin.ts'

interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly minimum?: number
  readonly maximum?: number
}

t.test('every number that somebody may send to the admin API has two bounds', async t => {
  const document = adminContract().document() as Record<string, unknown>
  const at = (pointer: string) =>
    pointer
      .slice(2)
      .split('/')
      .reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], document)
  const seen = new Set<string>()
  let numbers = 0
  const walk = (value: unknown, place: string): void => {
    if (typeof value !== 'object' || value === null) return
    const { $ref, type, minimum, maximum } = value as Schema
    if ($ref !== undefined) {
      if (seen.has($ref)) return
      seen.add($ref)
      walk(at($ref), $ref)
      return
    }
    if ([type].flat().includes('number')) {
      numbers += 1
      t.ok(minimum !== undefined && maximum !== undefined, place)
    }
    for (const [name, part] of Object.entries(value)) walk(part, `${place}/${name}`)
  }
  for (const [path, item] of Object.entries(document.paths as Record<string, Record<string, object>>)) {
    for (const [verb, call] of Object.entries(item)) {
      const { parameters, requestBody } = call as { parameters?: object; requestBody?: object }
      walk([parameters, requestBody], `${verb} ${path}`)
    }
  }
  t.ok(numbers > 5, `${numbers} numbers`)
})
