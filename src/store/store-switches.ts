import type { SwitchControl } from '../control/control.ts'
import { SWITCH_OF, under } from './fields.ts'
import type { StoreFields } from './patch.ts'
import type { Shared } from './shared.ts'

/** Which bots are answered from another scenario: a copy of what all replicas share. */
export class StoreSwitches implements SwitchControl {
  readonly #shared: Shared
  #names: ReadonlyMap<string, string> = new Map()

  constructor(shared: Shared) {
    this.#shared = shared
  }

  get size(): number {
    return this.#names.size
  }

  get(botId: string): string | undefined {
    return this.#names.get(botId)
  }

  set(botId: string, scenario: string): Promise<void> {
    return this.#shared.change(() => ({ set: { [SWITCH_OF + botId]: JSON.stringify(scenario) }, drop: [] }))
  }

  delete(botId: string): Promise<void> {
    const name = SWITCH_OF + botId
    return this.#shared.change(fields => ({ set: {}, drop: fields.has(name) ? [name] : [] }))
  }

  [Symbol.iterator](): Iterator<[string, string]> {
    return this.#names[Symbol.iterator]()
  }

  apply(fields: StoreFields): void {
    this.#names = new Map(under<string>(fields, SWITCH_OF))
  }
}
