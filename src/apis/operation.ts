import type { EnvelopeOf, OperationId, PagedId, RequestOf, ResponseOf } from '../contract/contract.ts'
import type { Filled } from '../contract/row-templates.ts'
import type { Bot, World } from '../world/types.ts'

/** The world as one request sees it. No HTTP in it: credentials, quotas and the shape of the request are settled before. */
export interface View {
  readonly world: World
  /** ms UTC; nothing later exists (ruling R15). */
  readonly now: number
  readonly accountId: string
  /** Ids of the bots that the calling app may see; absent: all that the world names. Account-wide views go by it. */
  readonly appBots?: readonly string[]
}

/** The parts of a request after validation: coerced, defaults filled in. */
export interface ValidRequest {
  readonly path: Readonly<Record<string, string>>
  readonly query: object
  readonly headers: object
  readonly body: object
}

/** What an operation found. */
export interface Answer {
  /** The response, or what of it stands around its paged list. */
  readonly body: object
  /** The rows of its paged list, each as the UTF-8 bytes of its JSON by the contract, so that ready rows can be kept. */
  readonly rows?: readonly Uint8Array[]
}

/** What one operation found. All fields of the contract are named, so that one that nobody fills does not compile. */
export type AnswerOf<Id extends OperationId> = Id extends PagedId
  ? { readonly body: EnvelopeOf<Id>; readonly rows: readonly Uint8Array[] }
  : { readonly body: Filled<ResponseOf<Id>> }

/** An operation of the contract. The request comes validated and coerced, with its defaults filled in. */
export type Operation<Id extends OperationId> = (view: View, request: RequestOf<Id>) => AnswerOf<Id>

/** A name in the path that leads nowhere: answered with 400 and the names there are (facts 2.2, ruling R4). */
export class UnknownName extends Error {
  override name = 'UnknownName'
  readonly kind: 'dashboard' | 'widget'
  /** As the client sent it. */
  readonly asked: string
  /** Names that would have been found. */
  readonly names: readonly string[]

  constructor(kind: 'dashboard' | 'widget', asked: string, names: readonly string[]) {
    super(`Invalid ${kind} name`)
    this.kind = kind
    this.asked = asked
    this.names = names
  }
}

/**
 * The bot of a path parameter.
 * @throws Error for an id that no earlier step should have let through
 */
export function botOf(view: View, id: string): Bot {
  const bot = view.world.bot(id)
  if (bot === undefined) throw new Error(`no bot ${id} in this world`)
  return bot
}

/** The bots of an account-wide view, in the order of the scenario. */
export function botsOf(view: View): readonly Bot[] {
  const { appBots, world } = view
  return appBots === undefined ? world.bots : world.bots.filter(bot => appBots.includes(bot.id))
}
