import fc from 'fast-check'
import t from 'tap'
import { Cells } from '../../../src/world/columns/cells.ts'
import { scatter } from '../../../src/world/columns/time-order.ts'
import {
  otherPlace,
  regularPlace,
  regularsOf,
  TIMES,
  timeOf,
  userOfTurn,
  usersOfTurn,
} from '../../../src/world/turns.ts'
import { runs } from '../../long.ts'

t.test('numbers are different, ascend, lie below the size, and low ones are likelier', async t => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3000 }),
      fc.double({ min: 1.25, max: 400, noNaN: true }),
      fc.integer({ min: 0, max: 500 }),
      (count, times, least) => {
        const size = Math.ceil(count * times)
        const cells = new Cells(count, size, least, 7)
        const numbers = Array.from({ length: count }, (_, i) => cells.at(i))
        return numbers.every((number, i) => number >= 0 && number < size && (i === 0 || number > numbers[i - 1]!))
      },
    ),
    { seed: 3, numRuns: runs(300) },
  )
  const cells = new Cells(1000, 100_000, 100, 7)
  const numbers = Array.from({ length: 1000 }, (_, i) => cells.at(i))
  t.ok(numbers.filter(number => number < 5000).length > 300, 'a twentieth of the numbers has more than a third')
  t.ok(numbers.at(-1)! > 90_000)
  const liked = numbers.filter((number, i) => (number - i) % TIMES === 0).length
  t.ok(liked > 700, `${liked} of a thousand are of the time that is wanted`)
  const every = new Uint32Array(125)
  t.equal(cells.everyTime(3, every, 0), 125)
  t.same(
    [...every],
    numbers.filter((_, i) => i % TIMES === 3),
  )
})

t.test('what is scattered is all there', async t => {
  for (const count of [1, 2, 3, 8, 13, 100, 1001]) {
    const numbers = Uint32Array.from({ length: count }, (_, i) => 50 + i)
    const into = new Uint32Array(count + 5)
    scatter(numbers, count, into, 5)
    t.same(
      [...into.subarray(5)].sort((a, b) => a - b),
      [...numbers],
    )
    t.same([...into.subarray(0, 5)], [0, 0, 0, 0, 0])
  }
})

t.test('turns: each user has one in eight days, a place in it, and a time of the day', async t => {
  for (const [users, day] of [
    [0, 5],
    [5, 5],
    [6, 5],
    [1000, 20_501],
    [1000, -3],
  ] as const) {
    const own = Array.from({ length: users }, (_, user) => user).filter(user => (((user - day) % 8) + 8) % 8 === 0)
    t.equal(usersOfTurn(users, day), own.length)
    t.same(
      own.map((_, place) => userOfTurn(place, day)),
      own,
    )
  }
  const regulars = Array.from({ length: regularsOf(1000) }, (_, i) => regularPlace(i))
  const others = Array.from({ length: 1000 - regulars.length }, (_, i) => otherPlace(i))
  t.same(
    [...regulars, ...others].sort((a, b) => a - b),
    Array.from({ length: 1000 }, (_, i) => i),
  )
  t.ok(regulars.every((place, i) => timeOf(userOfTurn(place, 3)) === i % TIMES))
  t.ok(others.every((place, i) => timeOf(userOfTurn(place, 3)) === i % TIMES))
  t.equal(otherPlace(15 * 10_000_000 - 1), 16 * 10_000_000 - 1)
})
