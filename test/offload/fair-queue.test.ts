import t from 'tap'
import { FairQueue, type QueuedJob } from '../../src/offload/fair-queue.ts'

interface Named extends QueuedJob {
  readonly name: string
}

/** `a1:50`: the first job of client a, which takes 50 ms. */
function jobOf(text: string): Named {
  const [name = '', ms = '10'] = text.split(':')
  return { name, client: name.slice(0, 1), ms: Number(ms) }
}

function filled(texts: string, most = 100): { queue: FairQueue<Named>; jobs: Named[]; refused: string[] } {
  const queue = new FairQueue<Named>(most)
  const jobs = texts.split(' ').map(jobOf)
  const refused = jobs.flatMap(job => queue.add(job)?.name ?? [])
  return { queue, jobs, refused }
}

/** The names of what comes, in its order. */
function drained(queue: FairQueue<Named>, most?: number): string {
  const names: string[] = []
  for (let job = queue.next(most); job !== undefined; job = queue.next(most)) names.push(job.name)
  return names.join(' ')
}

t.test('clients take turns', async t => {
  const cases: readonly [name: string, came: string, order: string][] = [
    ['one client: as they came', 'a1 a2 a3', 'a1 a2 a3'],
    ['one behind many of another', 'a1 a2 a3 a4 b1', 'a1 b1 a2 a3 a4'],
    ['three clients', 'a1 a2 a3 b1 b2 c1', 'a1 b1 c1 a2 b2 a3'],
  ]
  for (const [name, came, order] of cases) {
    const { queue } = filled(came)
    t.equal(drained(queue), order, name)
    t.equal(queue.size, 0)
  }
})

t.test('who comes while others are served has his turn before their second', async t => {
  const { queue } = filled('a1 a2 b1 b2')
  t.equal(queue.next()?.name, 'a1')
  queue.add(jobOf('c1'))
  t.equal(drained(queue), 'b1 c1 a2 b2')
})

t.test('who was served last waits for all others, also when he had nothing left', async t => {
  const { queue } = filled('a1')
  t.equal(queue.next()?.name, 'a1')
  for (const name of ['a2', 'a3', 'b1']) queue.add(jobOf(name))
  t.equal(drained(queue), 'b1 a2 a3')
})

t.test('only what is short enough: of a client the first that is', async t => {
  const { queue } = filled('a1:900 a2:1 a3:2 b1:60 b2:50 c1:Infinity')
  t.equal(drained(queue, 55), 'a2 b2 a3')
  t.equal(drained(queue, Number.MAX_VALUE), 'b1 a1')
  t.equal(drained(queue), 'c1')
})

t.test('what there is no room for is the latest of who has most', async t => {
  const cases: readonly [name: string, came: string, refused: string[], order: string][] = [
    ['his own', 'a1 a2 a3', ['a3'], 'a1 a2'],
    ['that of another', 'a1 a2 b1', ['a2'], 'a1 b1'],
    ['with as many, the one who was there first', 'a1 b1 c1', ['a1'], 'b1 c1'],
  ]
  for (const [name, came, refused, order] of cases) {
    const got = filled(came, 2)
    t.same(got.refused, refused, name)
    t.equal(drained(got.queue), order)
  }
})

t.test('jobs are taken out, and put back to the front', async t => {
  const { queue, jobs } = filled('a1 a2 b1')
  t.equal(queue.remove(jobs[1]!), true)
  t.equal(queue.remove(jobs[1]!), false, 'once')
  t.equal(queue.size, 2)
  const first = queue.next()!
  queue.add(jobOf('b2'))
  queue.putBack(first)
  t.equal(queue.size, 3)
  t.equal(drained(queue), 'a1 b1 b2')
  queue.putBack(first)
  queue.putBack(jobOf('a0'))
  t.same(
    queue.takeAll().map(({ name }) => name),
    ['a0', 'a1'],
  )
  t.equal(queue.size, 0)
})
