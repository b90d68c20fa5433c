import type { AppOptions } from '../fastify/app-options.ts'
import type { ScenarioFile } from '../scenario/file.ts'
import type { AuthMode } from '../scenario/types.ts'

/** How a mock speaks HTTPS. */
export interface TlsChoice {
  /** Further names in the certificate that is made, such as `platform.kore.ai`. */
  readonly hosts?: readonly string[]
  /** Folder in which the CA is kept, and made where there is none. Default: a CA for this mock alone. */
  readonly caDir?: string
  /** Certificate and key to use instead, both PEM. */
  readonly cert?: string
  readonly key?: string
}

/** How a mock is started from a program; all of it may be left out. */
export interface KoreMockOptions extends Omit<AppOptions, 'scenario' | 'now' | 'startClock'> {
  /** Name of a shipped scenario, path of a file, or a scenario as an object. Default `default`. */
  scenario?: string | ScenarioFile
  /** Instant at which the clock stands until it is moved: ISO text or Date. Default: the scenario's, else real time. */
  now?: string | Date
  /** 0 (default) picks a free one; false: no socket at all, for `inject`. */
  port?: number | false
  /** Address it listens on. Default 127.0.0.1. */
  host?: string
  /** Who may call (ruling R11). */
  auth?: AuthMode
  /** It speaks HTTPS, HTTP/2 and HTTP/1.1. Default: plain HTTP. */
  tls?: boolean | TlsChoice
  /** It is a forward proxy there, which answers the vendor's hosts and refuses all else; 0 picks a free port. Default: it is none. */
  proxyPort?: number
  /** Further hosts that the proxy answers; `*.name` for all under one. */
  proxyHosts?: readonly string[]
}
