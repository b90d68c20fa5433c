import { TlsFront } from '../fastify/tls-front.ts'
import { type ReadyTls, readPair, readyTls } from '../tls/open-tls.ts'
import { TlsProblem } from '../tls/problem.ts'
import type { TlsSettings } from './tls-flags.ts'

export { TlsProblem }

/** What speaks TLS and is a proxy, and how it is trusted. */
export interface SettledTls {
  readonly ready: ReadyTls
  readonly front: TlsFront
  /** Takes away what was made for this run alone. */
  readonly end: () => void
}

/**
 * Makes what the settings ask for.
 * @throws TlsProblem that says which setting cannot be met.
 */
export async function settleTls(settings: TlsSettings & { readonly host: string }): Promise<SettledTls> {
  const { host, tls, tlsCert, tlsKey, tlsHosts, tlsCaDir, proxyPort, proxyHosts } = settings
  const ready = await readyTls({
    host,
    server: tls,
    proxyPort,
    pair: tlsCert === undefined || tlsKey === undefined ? undefined : readPair(tlsCert, tlsKey),
    hosts: tlsHosts,
    caDir: tlsCaDir,
    proxyHosts,
  })
  const end = () => ready.ca?.remove()
  // However it ends.
  process.once('exit', end)
  return { ready, front: new TlsFront(ready), end }
}

/** How clients trust the mock, and find its proxy: a name and a value each. */
export function trustRows({ ready, front }: SettledTls): [string, string][] {
  const { ca } = ready
  const { proxyPort } = front
  const proxy: [string, string][] =
    proxyPort === undefined ? [] : [['Proxy', `HTTPS_PROXY=http://127.0.0.1:${proxyPort}, HTTP_PROXY the same`]]
  if (ca === undefined) return proxy
  const { file, isKept } = ca
  return [
    ...proxy,
    ['CA', `${file}${isKept ? '' : ' (for this run alone; --tls-ca-dir keeps one)'}`],
    ['Trust', `NODE_EXTRA_CA_CERTS=${file}`],
    ['', `REQUESTS_CA_BUNDLE=${file}`],
    ['', `curl --cacert ${file}`],
  ]
}
