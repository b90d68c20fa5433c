import { EventEmitter } from 'node:events'
import t, { type Test } from 'tap'
import { Line, type Peer } from '../../src/cluster/line.ts'
import { OwnerControl } from '../../src/cluster/owner.ts'
import type { Pulled, ToMember, ToOwner } from '../../src/cluster/questions.ts'
import type { ProcessNotice } from '../../src/control/process-notice.ts'
import { Mock } from '../../src/mock/mock.ts'

/** Two ends of a channel between processes. */
function channel(): [Peer, Peer] {
  const [here, there] = [new EventEmitter(), new EventEmitter()]
  const end = (own: EventEmitter, other: EventEmitter): Peer => ({
    on: (event, listener) => own.on(event, listener),
    send: message => setImmediate(() => other.emit('message', structuredClone(message))),
  })
  return [end(here, there), end(there, here)]
}

const NOTHING: Pulled = { exchanges: [], dropped: { entries: 0, bytes: 0 } }

/** A process that answers as it is told; `undefined`: not at all. */
async function member(owner: OwnerControl, pid: number, answers: Partial<ToMember> = {}) {
  const [parent, child] = channel()
  const line = owner.add(parent, pid)
  const all = { begin: () => {}, state: () => {}, pull: () => NOTHING, stop: () => NOTHING, ...answers }
  const own = new Line<ToOwner>(child, 'child', (name, question: never) =>
    (all[name as keyof typeof all] as (question: never) => unknown)(question),
  )
  await owner.begin(line, { control: {}, adminToken: undefined, port: 0, host: '', ownerPort: 0, memoryBytes: 0 })
  return { line, own }
}

function ownerOf(t: Test) {
  const owner = new OwnerControl({})
  const mock = new Mock({ scenario: 'small' }, { control: owner })
  t.teardown(() => mock.offload.close())
  owner.lead(mock)
  const notices: ProcessNotice[] = []
  owner.notices.subscribe(notice => notices.push(notice))
  return { owner, notices }
}

const soon = () => new Promise(resolve => setTimeout(resolve, 20))

t.test('what ended with a process is counted', async t => {
  const cases: readonly [name: string, wrote: number, pulled: Pulled, lost: number][] = [
    ['nothing was fetched', 23, NOTHING, 23],
    ['what was dropped is known', 23, { exchanges: [], dropped: { entries: 20, bytes: 9 } }, 3],
    ['all was known', 23, { exchanges: [], dropped: { entries: 23, bytes: 9 } }, 0],
    ['it wrote nothing', 0, NOTHING, 0],
  ]
  for (const [name, wrote, pulled, entries] of cases) {
    const { owner, notices } = ownerOf(t)
    const { line, own } = await member(owner, 77, { pull: () => pulled })
    own.tell('wrote', wrote)
    await soon()
    await owner.gather()
    owner.remove(line)
    const lost = entries === 0 ? undefined : [{ process: 77, entries }]
    t.same(owner.journal.dropped.lost, lost, name)
    t.same(notices, entries === 0 ? [] : [{ process: 77, entries, what: 'lost' }])
    owner.journal.clear()
    t.equal(owner.journal.dropped.lost, undefined, 'until the journal is emptied')
  }
})

t.test('one that does not answer keeps nobody waiting, and is named until it does', async t => {
  const { owner, notices } = ownerOf(t)
  let answer: (pulled: Pulled) => void = () => {}
  let asked = 0
  const pull = () => {
    asked += 1
    return new Promise<Pulled>(resolve => {
      answer = resolve
    }) as unknown as Pulled
  }
  await member(owner, 78, { pull })
  await member(owner, 79)
  await owner.gather()
  t.same(owner.silent(), [78])
  await owner.gather()
  await owner.memory()
  t.equal(asked, 1, 'it is asked once')
  answer({ exchanges: [], dropped: { entries: 4, bytes: 400 } })
  await soon()
  t.same(owner.silent(), [])
  t.equal(owner.journal.dropped.entries, 4, 'what it says late counts')
  t.same(notices, [
    { process: 78, what: 'silent' },
    { process: 78, what: 'back' },
  ])
  const gathering = owner.gather()
  await soon()
  answer(NOTHING)
  await gathering
  t.equal(asked, 2)
})

t.test('a change is told to one that is silent, and to one that has not begun, without waiting for them', async t => {
  const { owner } = ownerOf(t)
  const never = () => new Promise(() => {}) as never
  const heard: string[] = []
  await member(owner, 80, { state: ({ clock }) => void heard.push(`80 ${JSON.stringify(clock)}`) })
  await member(owner, 81, { state: never })
  const [parent] = channel()
  owner.add(parent, 82)
  owner.clock.set('2026-03-01T00:00:00Z')
  await owner.publish()
  t.same(owner.silent(), [81], 'one that is still starting is not silent')
  owner.clock.set('2026-03-02T00:00:00Z')
  await owner.publish()
  t.equal(heard.length, 2)
  await owner.stop(100)
})
