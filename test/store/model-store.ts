import type { ScriptArgument, ScriptName, ScriptReply } from '../../src/store/link.ts'

type Fields = Map<string, string>

interface Meta {
  incarnation: string
  epoch: number
  identity: string
  from: string
  before: string
  base: number
  offered: number
  stamp: string
}

/** What a store keeps of the protocol. */
interface Kept {
  meta: Meta | undefined
  state: Fields
  replicas: Map<string, number>
  known: Map<string, number>
  stamps: Map<number, string>
  candidate:
    | { epoch: number; since: number; settle: number; from: string; before: string; process: string; fields: Fields }
    | undefined
}

const nothing = (): Kept => ({
  meta: undefined,
  state: new Map(),
  replicas: new Map(),
  known: new Map(),
  stamps: new Map(),
  candidate: undefined,
})

/** What the scripts of the protocol do (`src/store/scripts.ts`), without a server: a test holds the two to each other. */
export class ModelStore {
  #kept = nothing()
  readonly #now: () => number
  readonly #publish: (channel: string, text: string) => void

  /** @param now ms on its clock */
  constructor(now: () => number, publish: (channel: string, text: string) => void) {
    this.#now = now
    this.#publish = publish
  }

  /** All that it keeps, to be put back later. */
  snapshot(): unknown {
    return structuredClone(this.#kept)
  }

  restore(snapshot: unknown): void {
    this.#kept = structuredClone(snapshot) as Kept
  }

  lose(): void {
    this.#kept = nothing()
  }

  run(script: ScriptName, args: readonly ScriptArgument[]): ScriptReply {
    const texts = args.map(String)
    switch (script) {
      case 'beat':
        return this.#beat(texts)
      case 'load':
        return this.#load()
      case 'found':
        return this.#found(texts)
      case 'change':
        return this.#change(texts)
      case 'behind':
        return this.#behind(texts)
      case 'leave':
        this.#kept.replicas.delete(texts[0]!)
        this.#kept.known.delete(texts[0]!)
        return 1
      default:
        throw new Error(`no script of the protocol: ${script}`)
    }
  }

  #beat([id = '', incarnation, epoch, lease, stamp]: string[]): ScriptReply {
    const { meta, replicas, known } = this.#kept
    const now = this.#now()
    if (meta === undefined || meta.incarnation !== incarnation || meta.epoch !== Number(epoch) || meta.stamp !== stamp)
      return [now, 0]
    replicas.set(id, now + Number(lease))
    if (known.get(id) !== meta.epoch) {
      known.set(id, meta.epoch)
      this.#publish('known', id)
    }
    return [now, 1]
  }

  #load(): ScriptReply {
    const { meta, state } = this.#kept
    if (meta === undefined) return [this.#now(), text(''), 0, text(''), [], text(''), text('')]
    const fields = [...state].flat().map(text)
    return [
      this.#now(),
      text(meta.incarnation),
      meta.epoch,
      text(meta.identity),
      fields,
      text(meta.stamp),
      text(`${meta.from} ${meta.before}`),
    ]
  }

  #found(args: string[]): ScriptReply {
    const [
      identity = '',
      id = '',
      from = '',
      epochText,
      certain,
      incarnation = '',
      settleText,
      young,
      process = '',
      before = '',
      ...flat
    ] = args
    const kept = this.#kept
    const epoch = Number(epochText)
    const now = this.#now()
    const { meta } = kept
    const fields: Fields = new Map()
    for (let i = 0; i < flat.length; i += 2) fields.set(flat[i]!, flat[i + 1]!)
    let [above, best] = [epoch, { epoch, from, before, fields }]
    if (meta !== undefined) {
      const isSame = meta.identity === identity
      const isKnown = [from, ...before.split(' ')].includes(meta.incarnation)
      const isOlder = isSame && isKnown && epoch > meta.epoch
      const isWorse = isSame && from !== '' && meta.from === from && meta.epoch === meta.base && epoch > meta.offered
      if (isSame && !isOlder && !isWorse) return [text('exists')]
      if (!isSame) {
        kept.replicas.delete(id)
        if ([...kept.replicas.values()].some(until => until >= now)) return [text('other'), text(meta.identity)]
      }
      above = Math.max(epoch, meta.epoch)
    } else if (certain === '0') {
      const offered = this.#offer(from !== '' || young === '1', { ...best, process, settle: Number(settleText) })
      if (offered !== undefined && now - offered.since < offered.settle) return [text('wait')]
      if (offered !== undefined && offered.epoch > epoch) {
        best = offered
        above = offered.epoch
      }
    }
    kept.state = new Map(best.fields)
    kept.known.clear()
    kept.stamps.clear()
    kept.candidate = undefined
    kept.meta = {
      incarnation,
      epoch: above + 1,
      identity,
      from: best.from,
      before: best.before,
      base: above + 1,
      offered: best.epoch,
      stamp: incarnation,
    }
    this.#publish('changes', JSON.stringify({ incarnation, epoch: above + 1 }))
    return [text('founded')]
  }

  /** The best that was offered by now. */
  #offer(isOffer: boolean, said: Omit<NonNullable<Kept['candidate']>, 'since'>): Kept['candidate'] {
    const kept = this.#kept
    if (kept.candidate?.process !== said.process) kept.candidate = undefined
    const before = kept.candidate
    if (isOffer && (before === undefined || said.epoch > before.epoch)) {
      const settle = Math.max(said.settle, before?.settle ?? 0)
      kept.candidate = { ...said, settle, since: before?.since ?? this.#now() }
    }
    return kept.candidate
  }

  #change([incarnation, epoch, patchText = '', after, stamp = '']: string[]): ScriptReply {
    const { meta, state, stamps } = this.#kept
    if (meta === undefined || meta.incarnation !== incarnation || meta.epoch !== Number(epoch) || meta.stamp !== after)
      return 0
    const patch = JSON.parse(patchText) as { set: Record<string, string>; drop: string[] }
    for (const name of patch.drop) state.delete(name)
    for (const [name, value] of Object.entries(patch.set)) state.set(name, value)
    meta.epoch += 1
    meta.stamp = stamp
    stamps.set(meta.epoch, stamp)
    this.#publish('changes', JSON.stringify({ incarnation, epoch: meta.epoch, after, stamp, patch }))
    return 1
  }

  #behind([incarnation, epoch, until, stamp]: string[]): ScriptReply {
    const { meta, replicas, known, stamps } = this.#kept
    if (meta?.incarnation !== incarnation || stamps.get(Number(epoch)) !== stamp) return -1
    const now = this.#now()
    for (const [id, end] of replicas) if (end < now) replicas.delete(id)
    const behind = [...replicas.keys()].filter(id => (known.get(id) ?? 0) < Number(epoch)).length
    return behind + (now < Number(until) ? 1 : 0)
  }
}

const text = (value: string) => Buffer.from(value)
