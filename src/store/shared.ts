import { GENERATION } from './fields.ts'
import type { ScriptArgument, ScriptName, ScriptReply, StoreLink } from './link.ts'
import { replyList, replyText } from './link.ts'
import type { Patch, StoreFields } from './patch.ts'
import { storeRefusal } from './refusals.ts'
import type { Replica } from './replica.ts'

/** ms that a request waits for something to be counted. */
const TO_COUNT = 3_000

/** What the parts of a mock's state have of the store: changes and counts, refused in the vendor's envelope where it cannot be reached. */
export class Shared {
  readonly replica: Replica
  readonly #link: StoreLink
  /** The last reason why something could not be asked; undefined: the last time it could. */
  trouble: string | undefined

  constructor(replica: Replica, link: StoreLink) {
    this.replica = replica
    this.#link = link
  }

  /** What is counted belongs to the time since the last reset. */
  get generation(): string {
    return this.replica.fields.get(GENERATION) ?? '0'
  }

  /** ms UTC, the same on all machines as far as that can be known. */
  readonly now = (): number => Date.now() + this.replica.clockOffset

  /** @throws Refusal 503 where it is not known to be in force. */
  async change(make: (fields: StoreFields) => Patch): Promise<void> {
    try {
      await this.replica.change(make)
    } catch (error) {
      throw this.#refusalOf(error)
    }
  }

  /**
   * Runs a script that counts: it does so only while it is waited for.
   * @throws Refusal 503
   */
  async count(script: ScriptName, args: readonly ScriptArgument[]): Promise<readonly ScriptReply[]> {
    const until = Math.floor(this.replica.leastStoreTime() + TO_COUNT)
    const reply = replyList(await this.ask(script, [until, this.generation, ...args]))
    if (replyText(reply[0]) === 'late') throw storeRefusal('it has not answered in time')
    return reply
  }

  /** Runs a script. @throws Refusal 503 */
  async ask(script: ScriptName, args: readonly ScriptArgument[]): Promise<ScriptReply> {
    try {
      const reply = await this.#link.run(script, args, TO_COUNT)
      this.trouble = undefined
      return reply
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : String(error)
      throw this.#refusalOf(error)
    }
  }

  /** What it throws, as an answer; mistakes of who asked stay as they are. */
  #refusalOf(error: unknown): unknown {
    if (!(error instanceof Error) || error instanceof RangeError || error.name === 'Refusal') return error
    return storeRefusal(error.message)
  }
}
