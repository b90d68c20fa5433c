import { spawnSync } from 'node:child_process'

/** Addresses of a replica in a network of its own: for its clients, and the one by which it reaches the store. */
const OF_CLIENTS = '10.231.77'
const OF_STORE = '10.231.78'
const NAME = `kore-mock-${process.pid}`
/** Names of devices have fifteen letters at most. */
const device = (of: 'c' | 's', end: 0 | 1) => `km${of}${end}-${process.pid}`

/** A network with one way to the store, which can be cut, and another for clients. */
export interface OtherNetwork {
  /** The command by which something runs in it. */
  readonly within: readonly string[]
  /** Where a replica in it listens. */
  readonly host: string
  /** Where a store listens that it can reach. */
  readonly storeHost: string
  readonly cut: () => void
  readonly mend: () => void
  readonly remove: () => void
}

/** Makes one. Undefined: this system has no network namespaces, or this user may not make any. */
export function makeNetwork(): OtherNetwork | undefined {
  if (!ip('netns', 'add', NAME)) return undefined
  const remove = () => void ip('netns', 'del', NAME)
  const isMade = (
    [
      ['c', OF_CLIENTS],
      ['s', OF_STORE],
    ] as const
  ).every(
    ([of, net]) =>
      ip('link', 'add', device(of, 0), 'type', 'veth', 'peer', 'name', device(of, 1), 'netns', NAME) &&
      ip('addr', 'add', `${net}.1/24`, 'dev', device(of, 0)) &&
      ip('link', 'set', device(of, 0), 'up') &&
      ip('-n', NAME, 'addr', 'add', `${net}.2/24`, 'dev', device(of, 1)) &&
      ip('-n', NAME, 'link', 'set', device(of, 1), 'up'),
  )
  if (!isMade || !ip('-n', NAME, 'link', 'set', 'lo', 'up')) {
    remove()
    return undefined
  }
  return {
    within: ['ip', 'netns', 'exec', NAME],
    host: `${OF_CLIENTS}.2`,
    storeHost: `${OF_STORE}.1`,
    cut: () => void ip('link', 'set', device('s', 0), 'down'),
    mend: () => void ip('link', 'set', device('s', 0), 'up'),
    remove,
  }
}

const ip = (...args: readonly string[]) => spawnSync('ip', args, { stdio: 'ignore' }).status === 0
