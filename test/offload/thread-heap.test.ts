import { constants, PerformanceObserver } from 'node:perf_hooks'
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
  const forced = async (cleanedAbove: number) => {
    let count = 0
    const observer = new PerformanceObserver(list => {
      for (const { detail } of list.getEntries() as (PerformanceEntry & { detail: { flags: number } })[])
        if ((detail.flags & constants.NODE_PERFORMANCE_GC_FLAGS_FORCED) !== 0) count += 1
    })
    observer.observe({ entryTypes: ['gc'] })
    new ThreadHeap(cleanedAbove).cleaned()
    for (let turns = 0; turns < 5; turns += 1) await setImmediate()
    observer.disconnect()
    return count
  }
  t.equal(await forced(2 ** 50), 0)
  t.ok((await forced(0)) > 0)
})
