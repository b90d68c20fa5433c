import t from 'tap'
import { boundLoops, forbidLoopsInBranches } from '../../../scripts/contract/bounded-loops.ts'

t.test('loops of a validator end when there are errors enough', async t => {
  t.equal(
    boundLoops('for(let i0=0; i0<len0; i0++){a()}for(const key0 in data0){b()}'),
    'for(let i0=0; i0<len0; i0++){if(errors>600)break;a()}for(const key0 in data0){if(errors>600)break;b()}',
  )
  t.equal(boundLoops('const before = 1'), 'const before = 1')
  for (const code of ['for(;;){}', 'while(true){}', 'do{}while(true)', 'for(const a of b) c()']) {
    t.throws(() => boundLoops(code), /loop of an unknown form/, code)
  }
})

t.test('no list or map stands in a branch', async t => {
  const list = { type: 'array', items: { type: 'string' } }
  t.doesNotThrow(() =>
    forbidLoopsInBranches({ properties: { a: list }, allOf: [{ if: { properties: {} }, else: list }] }),
  )
  for (const name of ['anyOf', 'oneOf'])
    t.throws(() => forbidLoopsInBranches({ [name]: [list] }), /must not have items/)
  t.throws(() => forbidLoopsInBranches({ not: { additionalProperties: { type: 'string' } } }), /additionalProperties/)
  t.throws(() => forbidLoopsInBranches({ if: { properties: { a: list } } }), /items/)
})
