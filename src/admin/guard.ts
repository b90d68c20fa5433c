import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { say } from '../errors/catalogue.ts'
import { ownRefusal } from '../errors/own-refusal.ts'
import { hostName, isLocalAddress, isLocalName, type OwnHosts } from './own-hosts.ts'

/**
 * Turns away what a page on the web sends through somebody's browser: a request by a name that is not the mock's (a name
 * of the page's own that was made to lead here), from a page of another origin. It is asked first of all, for whatever
 * steers the mock or shows what clients sent, and for its pages (decision D105).
 * @param isPage links from elsewhere may lead to it.
 * @throws Refusal 403.
 */
export function checkSource(request: IncomingMessage, own: OwnHosts, isPage: boolean): void {
  const hosts = hostsOf(request)
  const foreign = hosts.length === 0 ? '' : hosts.find(host => !own.has(host))
  if (foreign !== undefined) throw wrongHost(foreign)
  const { origin, 'sec-fetch-site': site } = request.headers
  if (origin !== undefined && !isSameOrigin(origin, hosts[0]!, isEncrypted(request))) throw wrongOrigin(origin)
  if (site === 'cross-site' && !(isPage && isNavigation(request))) throw wrongOrigin(origin ?? 'another site')
}

/**
 * Lets a caller of the admin API in: with a token set, whoever sends it (`X-Admin-Token`, or `Authorization: Bearer`),
 * from wherever; without one, callers on this machine.
 * @throws Refusal 403.
 */
export function checkAdmin(request: IncomingMessage, token: string | undefined): void {
  if (token === undefined) {
    if (isLocalAddress(request.socket?.remoteAddress ?? '')) return
    throw ownRefusal(403, say('KM_ADMIN_LOCAL', {}))
  }
  const { authorization } = request.headers
  const sent = request.headers['x-admin-token'] ?? authorization?.replace(/^bearer\s+/i, '')
  if (typeof sent === 'string' && timingSafeEqual(digest(sent), digest(token))) return
  const message = sent === undefined ? 'is missing' : 'is not the token that the mock was started with'
  throw ownRefusal(403, say('KM_ADMIN_TOKEN', {}), [{ property: 'headers.x-admin-token', message }])
}

/** Every host that the request names: Node shows the first `Host` only, and a target, as it was sent, may hold another one. */
function hostsOf(request: IncomingMessage & { originalUrl?: string }): string[] {
  const { rawHeaders, url = '/', originalUrl: target = url } = request
  const hosts: string[] = []
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (rawHeaders[i]!.toLowerCase() === 'host') hosts.push(rawHeaders[i + 1]!)
  }
  if (!target.startsWith('/')) hosts.push(authorityOf(target))
  return hosts
}

/** Host and port of a URL, with all that may stand before them. */
const authorityOf = (url: string) => url.replace(/^\w+:\/\//, '').split(/[/?#]/, 1)[0]!

const isEncrypted = ({ socket }: IncomingMessage) => socket !== undefined && 'encrypted' in socket

/** Where the mock speaks plain HTTP, what is called by another name than a local one may have a server for HTTPS before it. */
function isSameOrigin(origin: string, host: string, isTls: boolean): boolean {
  if (!URL.canParse(origin)) return false
  const plain = isLocalName(hostName(host) ?? '') ? ['http'] : ['http', 'https']
  const schemes = isTls ? ['https'] : plain
  return schemes.some(scheme => new URL(`${scheme}://${host}`).origin === new URL(origin).origin)
}

/** Somebody follows a link or types an address; nothing of the answer gets to the page that the link stands on. */
function isNavigation({ method, headers }: IncomingMessage): boolean {
  const isReading = method === 'GET' || method === 'HEAD'
  return isReading && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
}

/** Longest part of what was sent that is said again. */
const SHOWN_OF_HOST = 100

function wrongHost(host: string) {
  const shown = host.slice(0, SHOWN_OF_HOST)
  const message = host === '' ? 'is missing' : `is ${JSON.stringify(shown)}, which the mock is not called`
  return ownRefusal(403, say('KM_ADMIN_HOST', {}), [{ property: 'headers.host', message }])
}

function wrongOrigin(origin: string) {
  const message = `a page of ${origin.slice(0, SHOWN_OF_HOST)} sent this`
  return ownRefusal(403, say('KM_ADMIN_ORIGIN', {}), [{ property: 'headers.origin', message }])
}

/** Of one length, as the comparison wants it. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
