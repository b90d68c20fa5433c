/** What carries calls to a mock and brings its answers: the network, or a recording of it. */
export interface Carrier {
  /** Where the mock is, as code that is copied has it. */
  readonly origin: string
  /** As `fetch`. @param url path and query */
  send(url: string, request: RequestInit): Promise<Response>
}

/** The mock that served the page. */
export const network: Carrier = {
  get origin() {
    return location.origin
  },
  send: (url, request) => fetch(location.origin + url, request),
}
