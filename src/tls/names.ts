import { isIP } from 'node:net'
import { hostname } from 'node:os'

/** Names in a certificate are of these characters alone; a star stands for one label, the first. */
const DNS_NAME = /^(?:\*\.)?[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/
/** Longest name of a host (RFC 1035). */
const LONGEST_HOST = 253
/** Hosts of the vendor, with all that lies under them. */
export const VENDOR_DOMAINS: readonly string[] = ['kore.ai', 'korebots.com']
/** What every machine calls itself. */
const LOCAL_NAMES: readonly string[] = ['localhost', '127.0.0.1', '::1']
/** Addresses to listen on that stand for all there are. */
const WILDCARDS: readonly string[] = ['0.0.0.0', '::']

/** A name or an address as it stands in a certificate; undefined: it can stand in none. */
export function certifiedName(host: string): string | undefined {
  const name = host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
  if (isIP(name) !== 0) return name
  return name.length <= LONGEST_HOST && DNS_NAME.test(name) ? name : undefined
}

/** The name under which a name lies: of one with a star, what comes behind it. */
export const baseOf = (name: string): string => name.replace(/^\*\./, '')

/**
 * The names of a mock that has to have a certificate for them.
 * @param asked those that a person named; `host` is where it listens
 */
export function namesToCertify(asked: readonly string[], host: string): readonly string[] {
  const own = WILDCARDS.includes(host) ? [] : [host]
  return [...new Set([...LOCAL_NAMES, ...own, ...asked].map(certifiedName))].filter(name => name !== undefined)
}

/** The name that this machine has for others; undefined: no certificate could hold it. */
export const machineName = (): string | undefined => certifiedName(hostname())
