const KEY = 'kore-mock-admin-token'

/** The token of the admin API, as somebody typed it: kept for as long as the tab is open. */
export class AdminToken {
  readonly #store: Storage

  constructor(store: Storage) {
    this.#store = store
  }

  set(token: string): void {
    this.#store.setItem(KEY, token)
  }

  get isSet(): boolean {
    return this.#store.getItem(KEY) !== null
  }

  headers(): Record<string, string> {
    const token = this.#store.getItem(KEY)
    return token === null ? {} : { 'x-admin-token': token }
  }
}
