import { BLANK } from '../control/redact/shapes.ts'
import { say } from '../errors/catalogue.ts'
import type { FlagShape } from './arguments.ts'
import { excludes, needs } from './flag-pairs.ts'
import { seconds, textUpTo } from './flag-values.ts'
import { UsageError } from './usage-error.ts'

/** What a person can set about the store that replicas share. */
export interface StoreSettings {
  /** Its address, with user and password; undefined: there is none. Never to be printed. */
  store: string | undefined
  storePrefix: string | undefined
  /** ms. */
  storeLease: number | undefined
}

/** One flag of these. */
interface StoreFlag extends FlagShape {
  readonly set: (settings: StoreSettings, value: string, name: string) => void
}

/** No store. */
export const NO_STORE: StoreSettings = { store: undefined, storePrefix: undefined, storeLease: undefined }

const STORE_FORM = 'redis://HOST:PORT/DATABASE, rediss:// for TLS, with user and password before the host'
const MOST_OF_PREFIX = 64
/** Seconds. */
const LEASE = { least: 1, most: 3600 }

/** The flags about the store, in the order of the help. */
export const storeFlags: readonly StoreFlag[] = [
  {
    name: 'store',
    value: 'URL',
    help: 'shares clock, faults, quotas and journal with all that name the same Valkey or Redis, e.g. redis://:password@valkey:6379/0',
    set: (settings, value, name) => {
      settings.store = storeText(value, name)
    },
  },
  {
    name: 'store-prefix',
    value: 'TEXT',
    help: 'begins the names of all keys there, so that several mocks can use one server (default kore-mock)',
    set: (settings, value, name) => {
      settings.storePrefix = prefixText(value, name)
    },
  },
  {
    name: 'store-lease',
    value: 'SECONDS',
    help: 'for how long one goes on, and admin calls wait for it, when it does not reach the store; from 1 (default 10)',
    set: (settings, value, name) => {
      settings.storeLease = leaseOf(value, name)
    },
  },
]

/** @throws UsageError for settings of which one makes the other void */
export function refuseStoreMix(settings: StoreSettings & { readonly workers: number; readonly watch: boolean }): void {
  const { store, storePrefix, storeLease, workers, watch } = settings
  const isShared = store !== undefined
  excludes('--store', isShared, '--workers', workers > 1)
  excludes('--store', isShared, '--watch', watch)
  needs('--store-prefix', storePrefix !== undefined, '--store', isShared)
  needs('--store-lease', storeLease !== undefined, '--store', isShared)
}

/** The address as it may be printed: scheme, host, port and database. */
export function shownStore(store: string): string {
  const { protocol, host, pathname } = new URL(store)
  return `${protocol}//${host}${pathname}`
}

/** What was found is not told: it may hold a password. */
function storeText(value: string, name: string): string {
  const isStore = /^(redis|valkey)s?:$/.test(URL.canParse(value) ? new URL(value).protocol : '')
  if (!isStore || !/^(\/\d{0,5})?$/.test(new URL(value).pathname) || new URL(value).hostname === '') {
    throw new UsageError(say('KM_FLAG_WRONG', { name, allowed: STORE_FORM, found: BLANK }))
  }
  return value
}

/** A brace would end what keeps the keys together in a cluster. */
function prefixText(value: string, name: string): string {
  const text = textUpTo(value, name, MOST_OF_PREFIX)
  if (/^[\w.:-]+$/.test(text)) return text
  throw new UsageError(say('KM_FLAG_WRONG', { name, allowed: 'letters, digits, and . : _ -', found: value }))
}

function leaseOf(value: string, name: string): number {
  const ms = seconds(value, name, LEASE.most)
  if (ms >= LEASE.least * 1000) return ms
  throw new UsageError(
    say('KM_FLAG_WRONG', { name, allowed: `seconds from ${LEASE.least} to ${LEASE.most}`, found: value }),
  )
}
