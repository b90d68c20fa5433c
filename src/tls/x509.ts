import { createHash, createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isIP, isIPv6 } from 'node:net'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_nameConstraints,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_serverAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  NameConstraints,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509'

/*
 * Certificates as bytes. Keys and signatures are Node's; what a certificate is made of is the library's.
 */

const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2'
const COMMON_NAME = '2.5.4.3'
const MS_OF_DAY = 86_400_000
/** Clocks of a machine and its containers differ. */
const BEFORE = MS_OF_DAY

/** What every certificate says. */
interface Told {
  readonly subject: string
  readonly publicKey: KeyObject
  /** ms. */
  readonly now: number
  readonly days: number
}

/** Who signs. */
interface Signer {
  readonly name: string
  readonly key: KeyObject
}

/** The certificate of an authority that signs itself, and may sign for some names and what lies under them alone. */
export function authorityCertificate(told: Told, key: KeyObject, names: readonly string[]): string {
  return signed(told, { name: told.subject, key }, [
    extension(id_ce_basicConstraints, new BasicConstraints({ cA: true, pathLenConstraint: 0 }), true),
    extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign), true),
    extension(id_ce_nameConstraints, new NameConstraints({ permittedSubtrees: subtreesOf(names) }), true),
    extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyId(told.publicKey))),
  ])
}

/** The certificate of a server with these names, signed by an authority. */
export function serverCertificate(told: Told, signer: Signer, names: readonly string[]): string {
  return signed(told, signer, [
    extension(id_ce_basicConstraints, new BasicConstraints({ cA: false }), true),
    extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature), true),
    extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth])),
    extension(id_ce_subjectAltName, new SubjectAlternativeName(names.map(generalName))),
    extension(
      id_ce_authorityKeyIdentifier,
      new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(keyId(createPublicKey(signer.key))) }),
    ),
    extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyId(told.publicKey))),
  ])
}

/** The names for which, and under which, an authority may sign; undefined: for all. @param der its certificate */
export function permittedNames(der: Uint8Array): readonly string[] | undefined {
  const { extensions = new Extensions() } = AsnConvert.parse(der, Certificate).tbsCertificate
  const found = extensions.find(({ extnID }) => extnID === id_ce_nameConstraints)
  if (found === undefined) return undefined
  const { permittedSubtrees } = AsnConvert.parse(found.extnValue.buffer, NameConstraints)
  return permittedSubtrees === undefined
    ? []
    : Array.from(permittedSubtrees, ({ base: { dNSName, iPAddress } }) => dNSName ?? iPAddress?.split('/')[0] ?? '')
}

function signed({ subject, publicKey, now, days }: Told, signer: Signer, extensions: Extension[]): string {
  const algorithm = new AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 })
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: serialNumber(),
    signature: algorithm,
    issuer: distinguishedName(signer.name),
    validity: new Validity({ notBefore: new Date(now - BEFORE), notAfter: new Date(now + days * MS_OF_DAY) }),
    subject: distinguishedName(subject),
    subjectPublicKeyInfo: AsnConvert.parse(spkiOf(publicKey), SubjectPublicKeyInfo),
    extensions: new Extensions(extensions),
  })
  const signatureValue = sign('sha256', Buffer.from(AsnConvert.serialize(tbsCertificate)), signer.key)
  const certificate = new Certificate({
    tbsCertificate,
    signatureAlgorithm: algorithm,
    signatureValue: plainBuffer(signatureValue),
  })
  return pemOf(Buffer.from(AsnConvert.serialize(certificate)))
}

/** 16 bytes by lot; the first is such that the number is positive and has no zero before it. */
function serialNumber(): ArrayBuffer {
  const bytes = randomBytes(16)
  bytes[0] = 0x40 | (bytes[0]! & 0x3f)
  return plainBuffer(bytes)
}

const extension = (extnID: string, value: object, critical = false) =>
  new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) })

const distinguishedName = (commonName: string) =>
  new Name([
    new RelativeDistinguishedName([
      new AttributeTypeAndValue({ type: COMMON_NAME, value: new AttributeValue({ utf8String: commonName }) }),
    ]),
  ])

const generalName = (name: string) => new GeneralName(isIP(name) === 0 ? { dNSName: name } : { iPAddress: name })

/** A name permits what lies under it; an address itself alone. */
const subtreesOf = (names: readonly string[]) =>
  new GeneralSubtrees(
    names.map(name => {
      const base =
        isIP(name) === 0 ? generalName(name) : new GeneralName({ iPAddress: `${name}/${isIPv6(name) ? 128 : 32}` })
      return new GeneralSubtree({ base })
    }),
  )

const spkiOf = (key: KeyObject) => key.export({ type: 'spki', format: 'der' })

/** As RFC 7093 has it: the first 160 bits of the key's SHA-256. */
const keyId = (key: KeyObject) => plainBuffer(createHash('sha256').update(spkiOf(key)).digest().subarray(0, 20))

/** A buffer that holds these bytes alone. */
function plainBuffer(bytes: Uint8Array): ArrayBuffer {
  const own = new ArrayBuffer(bytes.length)
  new Uint8Array(own).set(bytes)
  return own
}

const pemOf = (der: Buffer) =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replaceAll(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`
