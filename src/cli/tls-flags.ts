import { say } from '../errors/catalogue.ts'
import { HIGHEST_PORT } from '../fastify/limits.ts'
import type { FlagShape } from './arguments.ts'
import { excludes, needs } from './flag-pairs.ts'
import { certifiedText, nonEmptyText, wholeNumber, yesOrNo } from './flag-values.ts'
import { UsageError } from './usage-error.ts'

/** What a person can set about TLS and the proxy. */
export interface TlsSettings {
  tls: boolean
  tlsCert: string | undefined
  tlsKey: string | undefined
  tlsHosts: readonly string[]
  tlsCaDir: string | undefined
  /** Undefined: there is no proxy. */
  proxyPort: number | undefined
  proxyHosts: readonly string[]
}

/** One flag of these. */
interface TlsFlag extends FlagShape {
  readonly isList?: boolean
  readonly set: (settings: TlsSettings, value: string, name: string) => void
}

/** Plain HTTP, no proxy. */
export const NO_TLS: TlsSettings = {
  tls: false,
  tlsCert: undefined,
  tlsKey: undefined,
  tlsHosts: [],
  tlsCaDir: undefined,
  proxyPort: undefined,
  proxyHosts: [],
}

/** The flags about TLS and the proxy, in the order of the help. */
export const tlsFlags: readonly TlsFlag[] = [
  {
    name: 'tls',
    help: 'speak HTTPS (HTTP/2 and HTTP/1.1), with a certificate made for this machine under a CA of its own',
    set: (settings, value, name) => {
      settings.tls = yesOrNo(value, name)
    },
  },
  {
    name: 'tls-cert',
    value: 'FILE',
    help: 'certificate to use instead, PEM',
    set: (settings, value, name) => {
      settings.tlsCert = nonEmptyText(value, name)
    },
  },
  {
    name: 'tls-key',
    value: 'FILE',
    help: 'its key, PEM',
    set: (settings, value, name) => {
      settings.tlsKey = nonEmptyText(value, name)
    },
  },
  {
    name: 'tls-host',
    value: 'NAME',
    isList: true,
    help: 'further name in the certificate, e.g. platform.kore.ai; may be given several times',
    set: (settings, value, name) => {
      settings.tlsHosts = [...settings.tlsHosts, certifiedText(value, name)]
    },
  },
  {
    name: 'tls-ca-dir',
    value: 'DIR',
    help: 'folder that keeps the CA, so that it is trusted once (default: a CA for this run alone)',
    set: (settings, value, name) => {
      settings.tlsCaDir = nonEmptyText(value, name)
    },
  },
  {
    name: 'proxy-port',
    value: 'NUMBER',
    help: 'be a forward proxy there, which answers *.kore.ai and *.korebots.com from the mock and refuses all else; 0 picks a free port',
    set: (settings, value, name) => {
      settings.proxyPort = wholeNumber(value, name, HIGHEST_PORT)
    },
  },
  {
    name: 'proxy-host',
    value: 'NAME',
    isList: true,
    help: 'further host that the proxy answers, or *.NAME for all under it; may be given several times',
    set: (settings, value, name) => {
      settings.proxyHosts = [...settings.proxyHosts, certifiedText(value, name)]
    },
  },
]

/** @throws UsageError for settings of which one does nothing without, or beside, another. */
export function refuseTlsMix(settings: TlsSettings & { readonly port: number; readonly workers: number }): void {
  const { tls, tlsCert, tlsKey, tlsHosts, tlsCaDir, proxyPort, proxyHosts, port, workers } = settings
  const hasProxy = proxyPort !== undefined
  needs('--tls-cert', tlsCert !== undefined, '--tls-key', tlsKey !== undefined)
  needs('--tls-key', tlsKey !== undefined, '--tls-cert', tlsCert !== undefined)
  needs('--tls-cert', tlsCert !== undefined, '--tls', tls)
  needs('--tls-host', tlsHosts.length > 0, '--tls', tls)
  needs('--tls-ca-dir', tlsCaDir !== undefined, '--tls or --proxy-port', tls || hasProxy)
  needs('--proxy-host', proxyHosts.length > 0, '--proxy-port', hasProxy)
  excludes('--tls-cert', tlsCert !== undefined, '--tls-host', tlsHosts.length > 0)
  excludes('--tls-cert', tlsCert !== undefined, '--tls-ca-dir', tlsCaDir !== undefined && !hasProxy)
  if (hasProxy && proxyPort === port && port > 0) throw new UsageError(say('KM_PROXY_SAME_PORT', { port }))
  if (hasProxy && workers > 1) throw new UsageError(say('KM_PROXY_WORKERS', { workers }))
}
