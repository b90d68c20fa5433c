import t from 'tap'
import { ThreadHeap } from '../../src/offload/thread-heap.ts'

t.test('what a large job leaves behind is cleaned', async t => {
  const heap = new ThreadHeap()
  let garbage: number[][] | undefined = Array.from({ length: 1_000_000 }, (_, i) => [i, i, i])
  t.equal(garbage.length, 1_000_000)
  const before = process.memoryUsage().heapTotal
  t.ok(before > 64 * 1024 * 1024, 'there is much')
  garbage = undefined
  const after = heap.cleaned()
  t.ok(after < before - 32 * 1024 * 1024, `${before} bytes before, ${after} after`)
  t.ok(heap.cleaned() <= after + 16 * 1024 * 1024, 'again')
})
