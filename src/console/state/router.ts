import { useEffect, useMemo, useState } from 'preact/hooks'

// Where somebody is stands in the address alone: path for the view, query for what is chosen in it. So it can be shared and
// survives a reload.

/** What of the address a view reads. */
export interface Place {
  readonly path: string
  readonly query: URLSearchParams
}

/** Fields of a query to set; undefined or an empty text takes one out. */
export type QueryChange = Readonly<Record<string, string | undefined>>

const MOVED = 'console:moved'

const placeNow = (): Place => ({ path: location.pathname, query: new URLSearchParams(location.search) })

/** Goes to an address of the console. @param isStep whether Back leads here again */
export function goTo(url: string, isStep = true): void {
  if (url === location.pathname + location.search) return
  if (isStep) history.pushState(null, '', url)
  else history.replaceState(null, '', url)
  dispatchEvent(new Event(MOVED))
}

/** An address with a query changed. */
export function withQuery({ path, query }: Place, change: QueryChange): string {
  const next = new URLSearchParams(query)
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined || value === '') next.delete(name)
    else next.set(name, value)
  }
  const text = next.toString()
  return text === '' ? path : `${path}?${text}`
}

/** Where somebody is, kept up to date. */
export function usePlace(): Place {
  const [place, setPlace] = useState(placeNow)
  useEffect(() => {
    const moved = () => setPlace(placeNow())
    addEventListener(MOVED, moved)
    addEventListener('popstate', moved)
    return () => {
      removeEventListener(MOVED, moved)
      removeEventListener('popstate', moved)
    }
  }, [])
  return place
}

/** The query, and what changes it. */
export function useQuery(): readonly [URLSearchParams, (change: QueryChange, isStep?: boolean) => void] {
  const { query } = usePlace()
  return useMemo(
    () => [query, (change: QueryChange, isStep = true) => goTo(withQuery(placeNow(), change), isStep)] as const,
    [query],
  )
}

/** Lets links within the console change the address without loading the page anew. */
export function followLinks(): void {
  addEventListener('click', event => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (link === null || link.origin !== location.origin || link.target !== '' || link.hasAttribute('download')) return
    if (!/^\/console(?:\/|$)/.test(link.pathname)) return
    event.preventDefault()
    goTo(link.pathname + link.search)
  })
}
