import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import type { SecureContext } from 'node:tls'
import { say } from '../errors/catalogue.ts'
import { failureOf, whyNotRead } from '../errors/failure.ts'
import type { KeyPair } from './authority.ts'
import { keptAuthority, type OpenAuthority, passingAuthority } from './authority-files.ts'
import { HostContexts } from './host-contexts.ts'
import { baseOf, certifiedName, machineName, namesToCertify, VENDOR_DOMAINS } from './names.ts'
import { TlsProblem } from './problem.ts'

/** What somebody wants of TLS. */
export interface TlsWish {
  /** Where the mock listens. */
  readonly host: string
  /** The mock's own port speaks HTTPS. */
  readonly server: boolean
  /** Where a proxy is to listen, 0 for a free port; absent: there is none. */
  readonly proxyPort?: number | undefined
  /** Certificate and key that are there already, PEM. */
  readonly pair?: KeyPair | undefined
  /** Further names of the certificate that is made. */
  readonly hosts?: readonly string[] | undefined
  /** Folder in which the CA is kept; absent: it is for this run alone. */
  readonly caDir?: string | undefined
  /** Hosts that the proxy answers beside the vendor's; with `*.` before it, all that lies under one. */
  readonly proxyHosts?: readonly string[] | undefined
}

/** What a proxy needs to know: where it listens, and of the hosts that it answers. */
interface ReadyProxy {
  readonly port: number
  readonly answers: (host: string) => boolean
  readonly hosts: string
  readonly certificates: KeyPair & {
    readonly SNICallback: (name: string, done: (error: Error | null, context?: SecureContext) => void) => void
  }
}

/** TLS, ready to be spoken. */
export interface ReadyTls {
  /** Of the mock's own port; undefined: it speaks plain HTTP. */
  readonly pair: KeyPair | undefined
  /** Undefined: the certificate was given, and who it is trusted by is known to who gave it. */
  readonly ca: OpenAuthority | undefined
  readonly proxy: ReadyProxy | undefined
}

/**
 * Makes or reads what TLS needs.
 * @throws TlsProblem that says which setting cannot be met.
 */
export async function readyTls(wish: TlsWish): Promise<ReadyTls> {
  const { pair, server, proxyPort, host, caDir } = wish
  if (pair !== undefined) checkPair(pair)
  if (proxyPort === undefined && (!server || pair !== undefined)) return { pair, ca: undefined, proxy: undefined }
  const asked = certified(wish.hosts)
  const proxyHosts = certified(wish.proxyHosts)
  const machine = [machineName() ?? 'localhost']
  const names = namesToCertify(asked, host)
  const all = [...new Set([...names, ...proxyHosts, ...VENDOR_DOMAINS, ...machine].map(baseOf))]
  const ca = caDir === undefined ? passingAuthority(all) : await keptAuthority(caDir, all)
  const { authority } = ca
  const foreign = [...asked, ...proxyHosts].find(name => !authority.permits(name))
  if (foreign !== undefined) {
    const may = authority.permitted?.join(', ') ?? ''
    throw new TlsProblem(say('KM_TLS_CA_NAME', { dir: caDir ?? '', name: foreign, names: may }))
  }
  // This machine may have another name and another address today than when its CA was made.
  const own = [...new Set([...names, ...machine])].filter(name => authority.permits(name))
  return {
    pair: server ? (pair ?? authority.issue(own)) : undefined,
    ca,
    proxy: proxyPort === undefined ? undefined : { port: proxyPort, ...certificatesOf(ca, proxyHosts) },
  }
}

const certified = (names: readonly string[] = []) => names.map(name => certifiedName(name) ?? name)

/**
 * Certificate and key in files.
 * @throws TlsProblem that names the file.
 */
export function readPair(cert: string, key: string): KeyPair {
  return { cert: textOfFlag('--tls-cert', cert), key: textOfFlag('--tls-key', key) }
}

function textOfFlag(flag: string, file: string): string {
  try {
    // A pipe would be waited for.
    if (statSync(file).isFile()) return readFileSync(file, 'utf8')
  } catch (error) {
    throw new TlsProblem(say('KM_TLS_FILE', { flag, file, reason: whyNotRead(error) }))
  }
  throw new TlsProblem(say('KM_TLS_FILE', { flag, file, reason: 'is no file' }))
}

function checkPair({ cert, key }: KeyPair): void {
  const read = <Read>(what: string, make: () => Read): Read => {
    try {
      return make()
    } catch (error) {
      throw new TlsProblem(
        say('KM_TLS_PAIR', { reason: `the ${what} cannot be read as PEM: ${failureOf(error).message}` }),
      )
    }
  }
  const certificate = read('certificate', () => new X509Certificate(cert))
  const privateKey = read('key', () => createPrivateKey(key))
  if (certificate.checkPrivateKey(privateKey)) return
  throw new TlsProblem(say('KM_TLS_PAIR', { reason: 'the key does not belong to the certificate' }))
}

function certificatesOf({ authority }: OpenAuthority, proxyHosts: readonly string[]): Omit<ReadyProxy, 'port'> {
  const domains = [...VENDOR_DOMAINS, ...proxyHosts.filter(name => name.startsWith('*.')).map(baseOf)]
  const exact = new Set([...VENDOR_DOMAINS, ...proxyHosts])
  const answers = (host: string) => {
    const name = certifiedName(host)
    return name !== undefined && (exact.has(name) || domains.some(domain => name.endsWith(`.${domain}`)))
  }
  const contexts = new HostContexts(authority)
  const shown = [...new Set([...VENDOR_DOMAINS.map(domain => `*.${domain}`), ...proxyHosts])]
  return {
    answers,
    hosts: shown.join(', '),
    certificates: {
      ...authority.issue([...new Set([...exact, ...domains.map(domain => `*.${domain}`)])]),
      // Who names no host of these, or none at all, gets the certificate of all of them.
      SNICallback: (name, done) => {
        if (answers(name)) done(null, contexts.of(certifiedName(name)!))
        else done(null)
      },
    },
  }
}
