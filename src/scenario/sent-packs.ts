import type { ContentPack } from '../world/pack.ts'
import { shippedIndustries, shippedPack } from './packs.ts'
import type { Scenario } from './types.ts'

/** Content packs by industry. */
type PacksByIndustry = Readonly<Record<string, ContentPack>>

/**
 * Content packs on their way to another thread or process. Those that are shipped go by name, as they are the same everywhere: their words
 * are most of a scenario, and are read where somebody speaks them.
 */
interface SentPacks {
  readonly own: PacksByIndustry
  readonly shipped: readonly string[]
}

/** Something with packs, on its way. */
export type WithSentPacks<Whole extends { readonly packs: PacksByIndustry }> = Omit<Whole, 'packs'> & {
  readonly packs: SentPacks
}

/** Makes it ready for the way. */
export function sendPacks<Whole extends { readonly packs: PacksByIndustry }>({
  packs,
  ...rest
}: Whole): WithSentPacks<Whole> {
  const known = new Set(shippedIndustries())
  const own: [string, ContentPack][] = []
  const shipped: string[] = []
  for (const [industry, pack] of Object.entries(packs)) {
    if (known.has(industry) && shippedPack(industry) === pack) shipped.push(industry)
    else own.push([industry, pack])
  }
  return { ...rest, packs: { own: Object.fromEntries(own), shipped } }
}

/** What was sent. */
export function receivePacks<Whole extends { readonly packs: PacksByIndustry }>({
  packs,
  ...rest
}: WithSentPacks<Whole>): Whole {
  const shipped = packs.shipped.map(industry => [industry, shippedPack(industry)] as const)
  return { ...rest, packs: { ...packs.own, ...Object.fromEntries(shipped) } } as unknown as Whole
}

/** A scenario on its way. */
export type SentScenario = Omit<Scenario, 'world'> & { readonly world: WithSentPacks<Scenario['world']> }

export const sendScenario = (scenario: Scenario): SentScenario => ({ ...scenario, world: sendPacks(scenario.world) })

export const receiveScenario = (sent: SentScenario): Scenario => ({ ...sent, world: receivePacks(sent.world) })
