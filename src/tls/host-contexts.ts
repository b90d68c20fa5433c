import { createSecureContext, type SecureContext } from 'node:tls'
import type { Authority } from './authority.ts'

/** Most hosts whose certificates are kept: some 10 kB each. */
const MOST_CONTEXTS = 100

/** Certificates of the hosts that clients ask for, made when they first do; the ones used last are kept. */
export class HostContexts {
  readonly #authority: Authority
  readonly #kept = new Map<string, SecureContext>()

  constructor(authority: Authority) {
    this.#authority = authority
  }

  /** How many there are. */
  get size(): number {
    return this.#kept.size
  }

  /** What a server needs that is called by this name. */
  of(name: string): SecureContext {
    const known = this.#kept.get(name)
    const context = known ?? createSecureContext({ ...this.#authority.issue([name]) })
    this.#kept.delete(name)
    this.#kept.set(name, context)
    if (this.#kept.size > MOST_CONTEXTS) this.#kept.delete(this.#kept.keys().next().value!)
    return context
  }
}
