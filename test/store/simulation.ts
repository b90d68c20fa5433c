import type { ScriptArgument, ScriptName, ScriptReply, StoreLink, Timing } from '../../src/store/link.ts'
import { OutOfTouch, Replica } from '../../src/store/replica.ts'
import { ModelStore } from './model-store.ts'

/*
 * Replicas with their own code, a store and a network that are made up, on a clock of their own: messages are lost and come in
 * another order, replicas are killed, stopped and cut off, the store is slow, is gone, and comes back with its data, with older
 * ones or without. Everything follows from a seed, so what fails is run again by it.
 */

/** ms. */
const LEASE = 1_000
const LENGTH = 6_000
/** Fractions of messages that are lost in a bad network. */
const LOSS = 0.15

/** What became of a run. */
export interface Outcome {
  readonly seed: number
  /** What must never be; undefined: nothing of it was. */
  readonly wrong: string | undefined
  readonly changes: number
  /** Changes that were answered as in force. */
  readonly answered: number
  /** Requests, and those that got 503. */
  readonly reads: number
  readonly refused: number
}

/** Numbers in [0, 1) that follow from a seed (mulberry32). */
function draws(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

interface Event {
  readonly at: number
  readonly order: number
  readonly what: () => void
}

/** What happens when; the earliest first. */
class Schedule {
  now = 0
  #order = 0
  readonly #heap: Event[] = []

  at(time: number, what: () => void): void {
    this.#order += 1
    const event = { at: Math.max(time, this.now), order: this.#order, what }
    let i = this.#heap.push(event) - 1
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!isBefore(event, this.#heap[parent]!)) break
      this.#heap[i] = this.#heap[parent]!
      i = parent
    }
    this.#heap[i] = event
  }

  /** Does what is next; false: nothing is. */
  step(): boolean {
    const [first] = this.#heap
    const last = this.#heap.pop()
    if (first === undefined || last === undefined) return false
    if (this.#heap.length > 0) this.#sink(last)
    this.now = first.at
    first.what()
    return true
  }

  #sink(event: Event): void {
    const heap = this.#heap
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1
      if (!isBefore(heap[child]!, event)) break
      heap[i] = heap[child]!
      i = child
    }
    heap[i] = event
  }
}

const isBefore = (a: Event, b: Event) => a.at < b.at || (a.at === b.at && a.order < b.order)

/** The network and the store of a run. */
class Net {
  readonly schedule = new Schedule()
  readonly draw: () => number
  readonly store: ModelStore
  readonly nodes = new Set<Node>()
  isUp = true
  startedAt = -LEASE
  /** The store does nothing until then. */
  stuckUntil = 0
  readonly loss: number
  /** Its store may lose data; then nothing else is lost, as nobody would know any more what was. */
  readonly isLossy: boolean

  constructor(seed: number) {
    this.draw = draws(seed)
    this.isLossy = this.draw() < 0.3
    this.loss = this.isLossy || this.draw() < 0.5 ? 0 : LOSS
    this.store = new ModelStore(
      () => Math.floor(this.schedule.now),
      (channel, text) => {
        for (const node of this.nodes) this.deliver(node, () => node.heard(channel, text))
      },
    )
  }

  delay(): number {
    return this.draw() < 0.05 ? 1 + this.draw() * 400 : 0.2 + this.draw() * 8
  }

  /** Brings something to a replica, or not. */
  deliver(node: Node, what: () => void): void {
    if (this.draw() < this.loss) return
    this.schedule.at(this.schedule.now + this.delay(), () => {
      if (node.isReachable) node.when(what)
    })
  }
}

/** A replica and its way to the store. */
class Node implements StoreLink, Timing {
  readonly replica: Replica
  readonly #net: Net
  readonly #rate: number
  readonly #ahead: number
  isKilled = false
  isCut = false
  stoppedUntil = 0
  #names = 0

  constructor(net: Net, name: string) {
    this.#net = net
    // Clocks differ by a quarter of an hour, and in speed by half a percent.
    this.#rate = 1 + (net.draw() - 0.5) * 0.01
    this.#ahead = (net.draw() - 0.5) * 900_000
    this.replica = new Replica(this, {
      id: name,
      identity: 'a simulation',
      lease: LEASE,
      timing: this,
      initial: new Map([['done', '[]']]),
      apply: () => {},
      tell: () => {},
      fresh: () => {
        this.#names += 1
        return `${name}.${this.#names}`
      },
    })
    net.nodes.add(this)
  }

  get isReachable(): boolean {
    return !this.isKilled && !this.isCut && this.#net.isUp
  }

  /** Does something when the process runs; a killed one does nothing. */
  when(what: () => void): void {
    const { schedule } = this.#net
    if (this.isKilled) return
    if (schedule.now < this.stoppedUntil) schedule.at(this.stoppedUntil, () => this.when(what))
    else what()
  }

  heard(channel: string, text: string): void {
    if (channel === 'changes') this.replica.heardChange(text)
    else this.replica.heardAcknowledged()
  }

  mono(): number {
    return this.#net.schedule.now * this.#rate + this.#ahead
  }

  wall(): number {
    return 1_000_000 + this.#net.schedule.now * this.#rate + this.#ahead
  }

  after(ms: number, what: () => void): () => void {
    let isOff = false
    this.#net.schedule.at(this.#net.schedule.now + ms / this.#rate, () => this.when(() => !isOff && what()))
    return () => {
      isOff = true
    }
  }

  startedAt(): number {
    return this.#net.startedAt
  }

  processName(): string {
    return `${this.#net.startedAt}`
  }

  publish(): void {}

  async close(): Promise<void> {}

  run(script: ScriptName, args: readonly ScriptArgument[], patience: number): Promise<ScriptReply> {
    const net = this.#net
    return new Promise((resolve, reject) => {
      if (!this.isReachable) {
        this.after(0.1, () => reject(new Error('closed')))
        return
      }
      this.after(patience, () => reject(new Error('no answer')))
      if (net.draw() < net.loss) return
      const arrive = () => {
        if (!this.isReachable && net.draw() < 0.5) return
        if (!net.isUp) return
        const reply = net.store.run(script, args)
        net.deliver(this, () => resolve(reply))
      }
      net.schedule.at(Math.max(net.schedule.now + net.delay(), net.stuckUntil), arrive)
    })
  }
}

/** One run. */
export async function simulate(seed: number): Promise<Outcome> {
  const run = new Run(seed)
  await run.go()
  return run.outcome()
}

class Run {
  readonly #seed: number
  readonly #net: Net
  readonly #living: Node[] = []
  #made = 0
  #changes = 0
  #reads = 0
  #refused = 0
  readonly #answered: number[] = []
  #wrong: string | undefined

  constructor(seed: number) {
    this.#seed = seed
    this.#net = new Net(seed)
  }

  async go(): Promise<void> {
    const { schedule, draw } = this.#net
    for (let i = 0; i < 3; i += 1) schedule.at(draw() * 50, () => this.#join())
    for (let i = 0; i < 12; i += 1) schedule.at(300 + draw() * LENGTH, () => this.#change())
    for (let i = 0; i < 60; i += 1) schedule.at(200 + draw() * (LENGTH + 2 * LEASE), () => this.#read())
    const troubles = Math.floor(draw() * 4)
    for (let i = 0; i < troubles; i += 1) schedule.at(500 + draw() * LENGTH, () => this.#trouble())
    while (schedule.now < LENGTH + 4 * LEASE && this.#wrong === undefined && schedule.step()) await settled()
  }

  outcome(): Outcome {
    return {
      seed: this.#seed,
      wrong: this.#wrong,
      changes: this.#changes,
      answered: this.#answered.length,
      reads: this.#reads,
      refused: this.#refused,
    }
  }

  #join(): void {
    this.#made += 1
    const node = new Node(this.#net, `r${this.#made}`)
    this.#living.push(node)
    node.replica.join().catch(() => {})
  }

  #any(): Node | undefined {
    return this.#living[Math.floor(this.#net.draw() * this.#living.length)]
  }

  #change(): void {
    const node = this.#any()
    node?.when(() => {
      this.#changes += 1
      const number = this.#changes
      node.replica
        .change(fields => {
          const done = JSON.parse(fields.get('done') ?? '[]') as number[]
          return { set: { done: JSON.stringify([...done, number]) }, drop: [] }
        })
        .then(
          () => this.#answered.push(number),
          (error: unknown) => {
            if (!(error instanceof OutOfTouch)) this.#wrong = `a change failed: ${String(error)}`
          },
        )
    })
  }

  /** A request: whatever was answered before it came must be in force. */
  #read(): void {
    const node = this.#any()
    node?.when(() => {
      this.#reads += 1
      if (!node.replica.isCurrent()) {
        this.#refused += 1
        return
      }
      const done = JSON.parse(node.replica.fields.get('done') ?? '[]') as number[]
      const missing = this.#answered.filter(number => !done.includes(number))
      if (missing.length === 0) return
      this.#wrong ??= `at ${this.#net.schedule.now.toFixed(1)} ${node.replica.id} answered without ${missing.join(', ')}, with ${done.join(', ')}`
    })
  }

  #trouble(): void {
    const { draw } = this.#net
    if (this.#net.isLossy) this.#restart(draw() < 0.5 ? 'without' : 'older')
    else troubles[Math.floor(draw() * troubles.length)]!(this.#net, this.#living, () => this.#join())
  }

  #restart(how: 'without' | 'older'): void {
    const net = this.#net
    if (!net.isUp) return
    const older = net.store.snapshot()
    // What is done meanwhile is lost.
    net.schedule.at(net.schedule.now + net.draw() * 300, () => {
      if (how === 'without') net.store.lose()
      else net.store.restore(older)
      down(net, net.draw() * 2 * LEASE)
    })
  }
}

/** The store is gone for so many ms. */
function down(net: Net, ms: number): void {
  net.isUp = false
  for (const node of net.nodes) node.when(() => node.replica.linked(false, 'closed'))
  net.schedule.at(net.schedule.now + ms, () => {
    net.isUp = true
    net.startedAt = Math.floor(net.schedule.now)
    for (const node of net.nodes)
      net.schedule.at(net.schedule.now + net.draw() * 50, () => node.when(() => node.replica.linked(true)))
  })
}

/** What happens where the store keeps its data. */
const troubles: readonly ((net: Net, living: Node[], join: () => void) => void)[] = [
  // Killed; another one comes.
  (net, living, join) => {
    const [node] = living.splice(Math.floor(net.draw() * living.length), 1)
    if (node === undefined) return
    node.isKilled = true
    net.nodes.delete(node)
    net.schedule.at(net.schedule.now + net.draw() * 500, join)
  },
  // Stopped, and goes on.
  (net, living) => {
    const node = living[Math.floor(net.draw() * living.length)]
    if (node !== undefined) node.stoppedUntil = net.schedule.now + net.draw() * 3 * LEASE
  },
  // Cut off.
  (net, living) => {
    const node = living[Math.floor(net.draw() * living.length)]
    if (node === undefined) return
    node.isCut = true
    net.schedule.at(net.schedule.now + net.draw() * 3 * LEASE, () => {
      node.isCut = false
      node.when(() => node.replica.linked(true))
    })
  },
  // The store restarts, with its data.
  net => net.isUp && down(net, net.draw() * 2 * LEASE),
  // The store is slow.
  net => {
    net.stuckUntil = net.schedule.now + net.draw() * 2 * LEASE
  },
  // One more joins.
  (_net, _living, join) => join(),
]

/** Is over when all that follows from an event has been done: no chain of promises is longer. */
async function settled(): Promise<void> {
  for (let i = 0; i < 16; i += 1) await null
}
