import { isIPv4, isIPv6 } from 'node:net'

/** How a mock is reached. */
export interface Reach {
  /** Address it listens on. Default 127.0.0.1. */
  readonly host?: string | undefined
  /** Names by which it is called beside the local ones: of a container, of a proxy. */
  readonly allowHosts?: readonly string[] | undefined
}

/** No userinfo, no path, nothing percent-encoded: what the parser of URLs would make another host of. */
const HOST_CHARACTERS = /^[\w.:[\]-]+$/
const IPV4_IN_IPV6_LOOPBACK = /^\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\]$/

/**
 * A host with or without a port, as browsers write it: lower case, addresses in their shortest form, without port and
 * without a dot at the end. Undefined: it is none.
 */
export function hostName(host: string): string | undefined {
  if (!HOST_CHARACTERS.test(host)) return undefined
  const url = URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : undefined
  const name = url?.hostname.replace(/\.$/, '')
  return name === '' ? undefined : name
}

/** Whether a name, as `hostName` gives it, is of this machine wherever it is asked. */
export function isLocalName(name: string): boolean {
  if (name === 'localhost' || name.endsWith('.localhost') || name === '[::1]') return true
  return (isIPv4(name) && name.startsWith('127.')) || IPV4_IN_IPV6_LOOPBACK.test(name)
}

/** Whether a text is a host and nothing else: no scheme, no port, no path. */
export function isHostAlone(text: string): boolean {
  const hasPort = text.includes(':') && !isIPv6(text) && !text.endsWith(']')
  return !hasPort && hostName(bracketed(text)) !== undefined
}

/** Whether an address is of this machine alone: to listen on, or of a caller. */
export function isLocalAddress(host: string): boolean {
  const name = hostName(bracketed(host))
  return name !== undefined && isLocalName(name)
}

/**
 * The names of a mock: who calls it by another one may be a page on the web whose name was made to lead here. The local
 * ones, those that were allowed and the one it listens on; where it listens for other machines, addresses too, as no name
 * leads to them (decision D106).
 */
export class OwnHosts {
  readonly #names: ReadonlySet<string | undefined>
  readonly #takesAddresses: boolean

  /** @throws RangeError for an allowed host that is none, or has a port. */
  constructor({ host = '127.0.0.1', allowHosts = [] }: Reach) {
    const wrong = allowHosts.find(name => !isHostAlone(name))
    if (wrong !== undefined) throw new RangeError(`allowHosts: ${JSON.stringify(wrong)} is not a host alone`)
    this.#names = new Set([...allowHosts, host].map(name => hostName(bracketed(name))))
    this.#takesAddresses = !isLocalAddress(host)
  }

  /** Whether a host, with its port, is this mock. */
  has(host: string): boolean {
    const name = hostName(host)
    if (name === undefined) return false
    return isLocalName(name) || this.#names.has(name) || (this.#takesAddresses && isAddress(name))
  }
}

const isAddress = (name: string) => isIPv4(name) || name.startsWith('[')

/** An IPv6 address as it stands in a URL. Node compiles a long pattern when it is first asked, of which a start has no need. */
const bracketed = (host: string) => (host.includes(':') && isIPv6(host) ? `[${host}]` : host)
