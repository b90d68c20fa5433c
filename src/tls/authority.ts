import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { baseOf } from './names.ts'
import { authorityCertificate, permittedNames, serverCertificate } from './x509.ts'

/** A certificate and its key, both PEM. */
export interface KeyPair {
  readonly cert: string
  readonly key: string
}

/** Ten years: whoever trusts it shall not have to do so again and again. */
const AUTHORITY_DAYS = 3_650
/** Clients take no longer ones from an authority that they know. */
const SERVER_DAYS = 397

const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** A local certificate authority: who trusts it trusts the certificates that it signs, for some names alone. */
export class Authority {
  /** PEM. */
  readonly certificate: string
  /** Names for which, and under which, it may sign; undefined: for all. */
  readonly permitted: readonly string[] | undefined
  readonly #key: KeyObject
  readonly #name: string
  /** The key of all servers that it signs for in this process. */
  #serverKey: ReturnType<typeof newKey> | undefined

  private constructor(certificate: string, key: KeyObject) {
    const { raw, subject } = new X509Certificate(certificate)
    this.certificate = certificate
    this.permitted = permittedNames(raw)
    this.#key = key
    this.#name = subject.replace(/^CN=/, '')
  }

  /** A new one, which may sign for these names and what lies under them. */
  static make(names: readonly string[]): Authority {
    const { publicKey, privateKey } = newKey()
    // Whoever keeps several tells them apart.
    const told = { subject: `kore-mock CA ${randomBytes(4).toString('hex')}`, publicKey, now: Date.now() }
    return new Authority(authorityCertificate({ ...told, days: AUTHORITY_DAYS }, privateKey, names), privateKey)
  }

  /**
   * One that was kept.
   * @throws Error that says why it is none.
   */
  static of({ cert, key }: KeyPair): Authority {
    const parsed = new X509Certificate(cert)
    const privateKey = createPrivateKey(key)
    if (!parsed.ca) throw new Error('holds no certificate of a CA')
    if (!parsed.checkPrivateKey(privateKey))
      throw new Error('holds a key and a certificate that do not belong together')
    if (privateKey.asymmetricKeyType !== 'ec' || !parsed.subject.startsWith('CN=kore-mock CA ')) {
      throw new Error('holds a CA that is not one of kore-mock')
    }
    if (Date.parse(parsed.validTo) < Date.now()) throw new Error(`holds a CA that has ended at ${parsed.validTo}`)
    return new Authority(cert, privateKey)
  }

  /** Its key, PEM: whoever has it can be any of the servers that it may sign for. */
  get key(): string {
    return pemOfKey(this.#key)
  }

  /** Whether clients take a certificate from it that has this name. */
  permits(name: string): boolean {
    const base = baseOf(name)
    return (
      this.permitted === undefined ||
      this.permitted.some(one => one === base || (isIP(base) === 0 && base.endsWith(`.${one}`)))
    )
  }

  /** A certificate for a server with these names. */
  issue(names: readonly string[]): KeyPair {
    this.#serverKey ??= newKey()
    const { publicKey, privateKey } = this.#serverKey
    const told = { subject: 'kore-mock', publicKey, now: Date.now(), days: SERVER_DAYS }
    return {
      cert: serverCertificate(told, { name: this.#name, key: this.#key }, names),
      key: pemOfKey(privateKey),
    }
  }
}

const pemOfKey = (key: KeyObject) => String(key.export({ type: 'pkcs8', format: 'pem' }))
