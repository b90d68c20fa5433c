import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { RedisLink } from './redis-link.ts'
import { StoreControl, type StoreControlOptions, storeChannels } from './store-control.ts'

/** ms for which a replica goes on without having heard of the store, unless said. */
const DEFAULT_LEASE = 10_000
const DEFAULT_PREFIX = 'kore-mock'

/** Where the store is, and what the replica begins with. */
export interface StoreOptions extends Omit<StoreControlOptions, 'id' | 'lease'> {
  readonly url: string
  readonly prefix?: string | undefined
  /** Its name among the replicas. Default: that of the machine, and something that nobody else has. */
  readonly id?: string | undefined
  readonly lease?: number | undefined
}

/** The name of a replica: that of its machine, which in a cluster is that of the pod, and what makes it one of a kind. */
const freshId = () => `${hostname().replaceAll(/[^\w.-]/g, '')}-${randomBytes(3).toString('hex')}`

/** A replica that has not joined yet. */
export interface Replicated {
  readonly control: StoreControl
  readonly link: RedisLink
  /** Is over when the store was reached for the first time. */
  readonly opened: Promise<void>
}

/** A replica of a store, and the way to it. */
export function replicaOn({ url, prefix = DEFAULT_PREFIX, id = freshId(), ...options }: StoreOptions): Replicated {
  let open: () => void = () => {}
  const opened = new Promise<void>(resolve => {
    open = resolve
  })
  const link = new RedisLink({
    url,
    prefix,
    channels: storeChannels(id),
    events: {
      heard: (channel, text) => control.heard(channel, text),
      opened: () => {
        open()
        control.linked(true)
      },
      closed: reason => control.linked(false, reason),
    },
  })
  const control = new StoreControl(link, { ...options, id, lease: options.lease ?? DEFAULT_LEASE })
  link.open()
  return { control, link, opened }
}

/**
 * The state that the replicas of a store share; this one has joined them.
 * @throws OtherKind; OutOfTouch
 */
export async function connectStore(options: StoreOptions): Promise<StoreControl> {
  const { control, link, opened } = replicaOn(options)
  const patience = new Promise(resolve => setTimeout(resolve, options.lease ?? DEFAULT_LEASE).unref())
  await Promise.race([opened, patience])
  try {
    await control.join()
  } catch (error) {
    await link.close()
    throw error
  }
  return control
}
