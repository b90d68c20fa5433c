import t from 'tap'
import { blankJson, blankText } from '../../src/control/redact/redact.ts'

/** Text with secrets by name and by shape, encoded and not. */
const LONG = 'name=x&token=%2541abc&key=session=eyJhbGciOiJIUzI1NiJ9.e30.abc%2525pass: word \n'.repeat(200)

t.test('what is blanked in steps, all of which are taken again, is blanked the same', async t => {
  for (const [name, blank] of [
    ['a text', (take?: Parameters<typeof blankText>[1]) => blankText(LONG, take)],
    ['JSON', (take?: Parameters<typeof blankText>[1]) => blankJson({ a: LONG, password: 'x', list: [LONG, 1] }, take)],
  ] as const) {
    const made: unknown[] = []
    let taken = 0
    const take = <Made>(make: () => Made) => {
      if (taken === made.length) made.push(make())
      return made[taken++] as Made
    }
    const whole = blank()
    t.same(blank(take), whole, name)
    const steps = taken
    t.ok(steps >= 4, `${name}: ${steps} steps`)
    taken = 0
    t.same(blank(take), whole, `${name}, from what was made`)
    t.equal(taken, steps)
    t.notMatch(JSON.stringify(whole), /eyJhbGci/)
  }
})
