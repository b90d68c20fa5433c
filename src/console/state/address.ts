/** What of the address a view reads: path for the view, query for what is chosen in it. */
export interface Place {
  readonly path: string
  readonly query: URLSearchParams
}

/** The field of a query that names the view where the page is a file: it has no paths below it. */
const VIEW_FIELD = 'view'
const ROOT = '/console/'

/** The address at which a recording begins, as the page says it; undefined: a mock serves the page. */
export const recordingStart = (): string | undefined => document.documentElement.dataset.recording

/** Where in the console an address of the browser is; undefined: elsewhere. */
export function placeAt({ pathname, search }: Pick<URL, 'pathname' | 'search'>): Place | undefined {
  const start = recordingStart()
  if (start === undefined) {
    return /^\/console(?:\/|$)/.test(pathname) ? { path: pathname, query: new URLSearchParams(search) } : undefined
  }
  if (pathname !== location.pathname) return undefined
  const query = new URLSearchParams(search)
  const view = query.get(VIEW_FIELD)
  if (view === null) return placeOf(start)
  query.delete(VIEW_FIELD)
  return { path: ROOT + view, query }
}

/** A place as an address of the console: a path below `/console`, and a query. */
export function addressOf({ path, query }: Place): string {
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}

function placeOf(address: string): Place {
  const [path = '', search = ''] = address.split('?', 2)
  return { path, query: new URLSearchParams(search) }
}

/** An address of the console, as a link to it. */
export function linkTo(address: string): string {
  if (recordingStart() === undefined) return address
  const { path, query } = placeOf(address)
  const fields = new URLSearchParams({ [VIEW_FIELD]: path.slice(ROOT.length) })
  for (const [name, value] of query) fields.append(name, value)
  return `?${fields}`
}
