import { setImmediate } from 'node:timers/promises'
import t from 'tap'
import { ThreadHeap } from '../../src/offload/thread-heap.ts'

// How many bytes are given back at once is V8's affair: it may do so later. What is gone says whether it has cleaned.
t.test('what a large job leaves behind is cleaned', async t => {
  const heap = new ThreadHeap(0)
  for (const time of ['first', 'again']) {
    const garbage = new WeakRef(Array.from({ length: 1000 }, (_, i) => [i]))
    // A reference counts as in use until the turn in which it was made has ended.
    await setImmediate()
    t.ok(heap.cleaned() > 0, `${time}: bytes`)
    t.equal(garbage.deref(), undefined, time)
  }
})

t.test('it is cleaned above its bound alone', async t => {
  let count = 0
  const collector = () => () => {
    count += 1
  }
  new ThreadHeap(2 ** 50, collector).cleaned()
  t.equal(count, 0)
  const heap = new ThreadHeap(0, collector)
  for (let i = 1; i <= 2; i += 1) {
    t.ok(heap.cleaned() > 0)
    t.equal(count, i)
  }
})
