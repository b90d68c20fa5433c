import fc from 'fast-check'
import t from 'tap'
import { PlanMemo } from '../../../src/world/talk/plan-memo.ts'
import { runs } from '../../long.ts'

t.test('a record is found again under its key, however many there are', async t => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 2 ** 31 }), { maxLength: 2000 }), keys => {
      let held = 0
      const memo = new PlanMemo(2, bytes => {
        held += bytes
      })
      for (const [i, key] of keys.entries()) {
        const place = memo.place(key)
        if (place >= 0) return false
        memo.records[-1 - place] = i
        memo.records[-place] = key
      }
      if (held < keys.length * 12 || held > 2 ** 12 * 12 * 4) return false
      return keys.every((key, i) => {
        const place = memo.place(key)
        return place >= 0 && memo.records[place] === i && memo.records[place + 1] === key
      })
    }),
    { seed: 16, numRuns: runs(60) },
  )
  t.pass()
})
