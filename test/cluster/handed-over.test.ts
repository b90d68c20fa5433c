import type { Worker } from 'node:cluster'
import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { giveBackLate, HandedConnections, type HandingCrew } from '../../src/cluster/handed-over.ts'

/** What a worker was sent. */
interface Sent {
  readonly seq: number
  readonly takeBy?: number
}

/** A process as `node:cluster` sees it: what it is sent, and what it says. */
class FakeProcess extends EventEmitter {
  readonly sent: Sent[] = []
  /** Acknowledgements that came through to node:cluster. */
  readonly heard: number[] = []

  constructor() {
    super()
    this.on('internalMessage', ({ ack }: { ack?: number }) => ack !== undefined && this.heard.push(ack))
  }

  send(message: Sent): boolean {
    this.sent.push(message)
    return true
  }

  say(ack: number, accepted = true): void {
    this.emit('internalMessage', { cmd: 'NODE_CLUSTER', ack, accepted })
  }
}

const connection = (seq: number) => ({ cmd: 'NODE_CLUSTER', act: 'newconn', key: 'server', seq })
/** Longer than a worker has to take one. */
const late = () => sleep(350)

function crewOfTwo() {
  const processes = [new FakeProcess(), new FakeProcess()] as const
  const silent = new Set<HandedConnections>()
  const crew: HandingCrew = { instead: of => (silent.has(of) ? hands[1] : undefined), givenBack: new WeakSet() }
  const make = (process: FakeProcess) => new HandedConnections({ process } as unknown as Worker, crew)
  const hands = [make(processes[0]), make(processes[1])] as const
  const hand = (seq: number, handle: object = {}) =>
    (processes[0].send as (message: object, handle: object) => boolean)(connection(seq), handle)
  return { processes, hands, silent, hand }
}

t.test('what a worker has not taken goes to another, once', async t => {
  const { processes, hands, hand } = crewOfTwo()
  const [first, second] = processes
  hand(1)
  hand(2)
  first.say(1)
  hands[0].handOn(hands[1], false)
  t.same(second.sent, [], 'it still has time')
  await late()
  hands[0].handOn(hands[1], false)
  hands[0].handOn(hands[1], true)
  t.match(second.sent, [{ seq: 2 }])
  first.say(2, false)
  t.same(first.heard, [1], 'who was passed over is not heard when it wakes')
  second.say(2)
  t.same(second.heard, [2])
})

t.test('a silent worker is handed nothing', async t => {
  const { processes, hands, silent, hand } = crewOfTwo()
  silent.add(hands[0])
  hand(1)
  t.same(processes[0].sent, [])
  t.match(processes[1].sent, [{ seq: 1, takeBy: Number }])
})

t.test('of one that has ended others take all, also what has still time', async t => {
  const { processes, hands, hand } = crewOfTwo()
  hand(1)
  hands[0].handOn(hands[1], true)
  t.match(processes[1].sent, [{ seq: 1 }])
})

t.test('what was given back once may be taken whenever', async t => {
  const { processes, hands, hand } = crewOfTwo()
  const handle = {}
  hand(1, handle)
  processes[0].say(1, false)
  hand(2, handle)
  t.equal(processes[0].sent[1]?.takeBy, undefined)
  await late()
  hands[0].handOn(hands[1], false)
  t.same(processes[1].sent, [])
})

t.test('a worker gives back what comes late', async t => {
  const worker = new EventEmitter()
  const keys: unknown[] = []
  worker.on('internalMessage', ({ key }: { key?: unknown }) => keys.push(key))
  giveBackLate(worker as NodeJS.Process)
  const past = 1
  for (const takeBy of [undefined, Number.MAX_VALUE, past]) worker.emit('internalMessage', { ...connection(1), takeBy })
  worker.emit('internalMessage', { cmd: 'NODE_CLUSTER', act: 'else', key: 'server', takeBy: past })
  t.same(keys, ['server', 'server', '', 'server'])
})
