import t from 'tap'
import { blankJson, blankText } from '../../src/control/redact/redact.ts'

/** Text with secrets by name and by shape, encoded and not. */
const LONG = 'name=x&token=%2541abc&key=session=eyJhbGciOiJIUzI1NiJ9.e30.abc%2525pass: word \n'.repeat(200)

/** Many fields and items, with long texts among them. */
const MANY = {
  ...Object.fromEntries(
    Array.from({ length: 1_200 }, (_, i) => [`field${i}`, { token: 'x', text: i % 700 === 0 ? LONG : 'a' }]),
  ),
  list: Array.from({ length: 1_200 }, (_, i) => ['Authorization', `secret${i}`]),
}

t.test('what is blanked in steps, all of which are taken again, is blanked the same', async t => {
  for (const [name, blank] of [
    ['a text', (take?: Parameters<typeof blankText>[1]) => blankText(LONG, take)],
    ['JSON', (take?: Parameters<typeof blankText>[1]) => blankJson({ a: LONG, password: 'x', list: [LONG, 1] }, take)],
    ['JSON of many parts', (take?: Parameters<typeof blankText>[1]) => blankJson(MANY, take)],
  ] as const) {
    const made: unknown[] = []
    let taken = 0
    let isWithin = false
    const take = <Made>(make: () => Made) => {
      if (isWithin) return make()
      if (taken === made.length) {
        isWithin = true
        made.push(make())
        isWithin = false
      }
      return made[taken++] as Made
    }
    const whole = blank()
    t.same(blank(take), whole, name)
    const steps = taken
    t.ok(steps >= 3, `${name}: ${steps} steps`)
    taken = 0
    t.same(blank(take), whole, `${name}, from what was made`)
    t.equal(taken, steps)
    t.notMatch(JSON.stringify(whole), /eyJhbGci/)
  }
})
