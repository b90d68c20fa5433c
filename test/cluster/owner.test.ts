import t, { type Test } from 'tap'
import { countWriter, ExchangeCount } from '../../src/cluster/exchange-count.ts'
import { Line } from '../../src/cluster/line.ts'
import { OwnerControl } from '../../src/cluster/owner.ts'
import type { Pulled, ToMember, ToOwner } from '../../src/cluster/questions.ts'
import type { ProcessNotice } from '../../src/control/process-notice.ts'
import { pack } from '../../src/control/sent-exchange.ts'
import { Mock } from '../../src/mock/mock.ts'
import { fakeCall } from '../control/fakes.ts'
import { channel } from './channel.ts'

// Most of them wait for one that does not answer.
t.jobs = 8

const NOTHING: Pulled = { exchanges: [], dropped: { entries: 0, bytes: 0 }, gone: 0, isAll: true }

/** A process that answers as it is told; `undefined`: not at all. */
async function member(owner: OwnerControl, pid: number, answers: Partial<ToMember> = {}, counted?: ExchangeCount) {
  const [parent, child] = channel()
  const line = owner.add(parent, { pid, counted })
  const all = { begin: () => {}, state: () => {}, pull: () => NOTHING, stop: () => {}, ...answers }
  const own = new Line<ToOwner>(child, 'child', (name, question: never) =>
    (all[name as keyof typeof all] as (question: never) => unknown)(question),
  )
  await owner.begin(line, {
    control: {},
    adminToken: undefined,
    pair: undefined,
    port: 0,
    host: '',
    ownerPort: 0,
    memoryBytes: 0,
    counted: undefined,
  })
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
    ['what was dropped is known', 23, { exchanges: [], dropped: { entries: 20, bytes: 9 }, gone: 20, isAll: true }, 3],
    ['all was known', 23, { exchanges: [], dropped: { entries: 23, bytes: 9 }, gone: 23, isAll: true }, 0],
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

t.test('a process that counts where the owner can read it loses nothing without a word', async t => {
  const { owner } = ownerOf(t)
  const counted = ExchangeCount.make()
  if (counted === undefined) throw new Error('there is no temporary folder')
  let answer = () => {}
  const fetched: Pulled = { exchanges: [], dropped: { entries: 2, bytes: 9 }, gone: 2, isAll: true }
  const { line } = await member(owner, 83, { pull: () => fetched }, counted)
  const slow = () => new Promise<Pulled>(resolve => (answer = () => resolve(NOTHING))) as unknown as Pulled
  await member(owner, 84, { pull: slow })
  const write = countWriter(counted.descriptor)
  write(1)
  write(5)
  const gathering = owner.gather()
  while (owner.journal.dropped.entries < 2) await soon()
  owner.remove(line)
  t.same(owner.journal.dropped.lost, [{ process: 83, entries: 3 }], 'what it gave while others were asked is not lost')
  answer()
  await gathering
  t.equal(counted.read(), 0, 'closed')
  t.equal(ExchangeCount.make('/nowhere'), undefined)
})

t.test('journals come in parts, and are written in the order in which all of it left', async t => {
  const { owner } = ownerOf(t)
  const exchange = (leftAt: number) => ({ ...pack(fakeCall({ requestId: `at ${leftAt}` })), leftAt })
  const partly = (...parts: number[][]) => {
    let i = 0
    return () => ({ ...NOTHING, exchanges: (parts[i++] ?? []).map(exchange), isAll: i >= parts.length })
  }
  await member(owner, 85, { pull: partly([1, 4], [5], [], [9]) })
  await member(owner, 86, { pull: partly([2, 3, 7, 8]) })
  await member(owner, 87, { pull: partly([], [6]) })
  await owner.gather()
  const written = [...owner.journal.entries()].map(({ exchange }) => exchange.requestId).reverse()
  t.same(
    written,
    [1, 2, 3, 4, 5, 6, 7, 8, 9].map(at => `at ${at}`),
  )
})

t.test('at the end one that says nothing keeps the others from nothing', async t => {
  const { owner } = ownerOf(t)
  const never = () => new Promise(() => {}) as never
  let isStopped = false
  const stop = () => {
    isStopped = true
  }
  const pull = () => (isStopped ? { ...NOTHING, exchanges: [pack(fakeCall({ requestId: 'last' }))] } : NOTHING)
  await member(owner, 88, { stop: never, pull: never })
  await member(owner, 89, { stop, pull })
  await owner.stop(10)
  t.equal(owner.journal.find('last')?.number, 1)
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
  answer({ exchanges: [], dropped: { entries: 4, bytes: 400 }, gone: 4, isAll: true })
  while (owner.silent().length > 0) await soon()
  t.equal(owner.journal.dropped.entries, 4, 'what it says late counts')
  t.same(notices, [
    { process: 78, what: 'silent' },
    { process: 78, what: 'back' },
  ])
  const gathering = owner.gather()
  while (asked < 2) await soon()
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
  owner.add(parent, { pid: 82, counted: undefined })
  owner.clock.set('2026-03-01T00:00:00Z')
  await owner.publish()
  t.same(owner.silent(), [81], 'one that is still starting is not silent')
  owner.clock.set('2026-03-02T00:00:00Z')
  await owner.publish()
  t.equal(heard.length, 2)
  await owner.stop(100)
})
