import type { TlsFront } from '../fastify/tls-front.ts'
import type { KoreMockOptions, TlsChoice } from './options.ts'

/** What speaks TLS for a mock of a program, and is its proxy. */
export interface SecureFace {
  readonly front: TlsFront
  /** The mock's own port speaks HTTPS. */
  readonly isServer: boolean
  /** Where the proxy is to listen; undefined: there is none. */
  readonly proxyPort: number | undefined
  /** The CA that clients are to trust, PEM and the path of a file; undefined: the certificate was given. */
  readonly ca: { readonly pem: string; readonly file: string } | undefined
  /** Takes away what was there for this mock alone. */
  readonly end: () => void
}

/**
 * Makes what a program asked for; undefined: it asked for none of it, and nothing of it is loaded.
 * @throws Error that says what cannot be had.
 */
export async function secureFace(
  { tls = false, proxyPort, proxyHosts }: KoreMockOptions,
  host: string,
): Promise<SecureFace | undefined> {
  if (tls === false && proxyPort === undefined) return undefined
  const [{ readyTls }, { TlsFront }] = await Promise.all([
    import('../tls/open-tls.ts'),
    import('../fastify/tls-front.ts'),
  ])
  const { hosts, caDir, cert, key }: TlsChoice = typeof tls === 'boolean' ? {} : tls
  const ready = await readyTls({
    host,
    server: tls !== false,
    proxyPort,
    pair: cert === undefined || key === undefined ? undefined : { cert, key },
    hosts,
    caDir,
    proxyHosts,
  })
  return {
    front: new TlsFront(ready),
    isServer: tls !== false,
    proxyPort,
    ca: ready.ca && { pem: ready.ca.authority.certificate, file: ready.ca.file },
    end: () => ready.ca?.remove(),
  }
}
