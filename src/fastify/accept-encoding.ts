/** Codings in which an answer can be packed, the better ones first. */
const CODINGS = ['br', 'gzip', 'deflate'] as const
/** A content coding. */
export type Coding = (typeof CODINGS)[number]

/** How a client wants an answer (RFC 9110, 12.5.3). */
export interface Wanted {
  /** Undefined: as it is. */
  readonly coding: Coding | undefined
  /** It does not take it as it is, however small it is. */
  readonly isNeeded: boolean
}

const AS_IT_IS: Wanted = { coding: undefined, isNeeded: false }

/** Reads `Accept-Encoding`, in whatever capitals: the coding of the highest weight, of equal ones the better. */
export function wantedCoding(header: string | string[] | undefined): Wanted {
  if (header === undefined) return AS_IT_IS
  const weights = weightsIn(String(header).slice(0, LONGEST).toLowerCase())
  const others = weights.get('*')
  let coding: Coding | undefined
  let best = 0
  for (const name of CODINGS) {
    // Whoever takes any coding is given the one that all can read.
    const weight = weights.get(name) ?? (name === 'gzip' ? (weights.get('x-gzip') ?? others ?? 0) : 0)
    if (weight > best) {
      coding = name
      best = weight
    }
  }
  const plain = weights.get('identity')
  if (coding === undefined || (plain ?? 0) > best) return AS_IT_IS
  return { coding, isNeeded: (plain ?? others) === 0 }
}

/** Characters of the header that are looked at. */
const LONGEST = 1_000

function weightsIn(header: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>()
  for (const text of header.split(',')) {
    const item = itemOf(text)
    if (item !== undefined) weights.set(...item)
  }
  return weights
}

/** A name and its weight; weights that are no numbers count as 0. */
function itemOf(text: string): [name: string, weight: number] | undefined {
  const [name = '', weight, ...more] = text.split(';').map(part => part.trim())
  if (!/^\S+$/.test(name) || more.length > 0) return undefined
  if (weight === undefined) return [name, 1]
  const [key, value] = weight.split('=', 2).map(part => part.trim())
  return key === 'q' && value !== undefined && /^[\d.]*$/.test(value) ? [name, Number(value) || 0] : undefined
}
