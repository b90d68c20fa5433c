import { type Said, say } from './catalogue.ts'
import { failureOf } from './failure.ts'

/** Why a server cannot listen at a place, by what Node said of it. */
export function whyNoPort(error: unknown, { port, host }: { readonly port: number; readonly host: string }): Said {
  const { code, message } = failureOf(error)
  if (code === 'EADDRINUSE') return say('KM_PORT_IN_USE', { port, host })
  if (code === 'EACCES') return say('KM_PORT_FORBIDDEN', { port, host })
  // A name that leads nowhere, or of which nobody can say now where it leads.
  if (code !== undefined && ['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'].includes(code)) {
    return say('KM_HOST_NOT_HERE', { host })
  }
  return say('KM_LISTEN_FAILED', { reason: message })
}

/** Why the proxy of a mock cannot listen. */
export function whyNoProxyPort(error: unknown, port: number, host: string): Said {
  const { code, message } = failureOf(error)
  const reason = code === 'EADDRINUSE' ? 'it is in use' : code === 'EACCES' ? 'this user may not have it' : message
  return say('KM_PROXY_PORT', { port, host, reason })
}
