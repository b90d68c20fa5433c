import { useEffect, useMemo, useState } from 'preact/hooks'
import { addressOf, linkTo, type Place, placeAt } from './address.ts'

// Where somebody is stands in the address alone. So it can be shared and survives a reload.

/** Fields of a query to set; undefined or an empty text takes one out. */
export type QueryChange = Readonly<Record<string, string | undefined>>

const MOVED = 'console:moved'

const placeNow = (): Place => placeAt(location) ?? { path: location.pathname, query: new URLSearchParams() }

/** Goes to an address of the console. @param isStep whether Back leads here again */
export function goTo(address: string, isStep = true): void {
  const url = new URL(linkTo(address), location.href)
  if (url.pathname + url.search === location.pathname + location.search) return
  if (isStep) history.pushState(null, '', url)
  else history.replaceState(null, '', url)
  dispatchEvent(new Event(MOVED))
}

function addressWith({ path, query }: Place, change: QueryChange): string {
  const next = new URLSearchParams(query)
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined || value === '') next.delete(name)
    else next.set(name, value)
  }
  return addressOf({ path, query: next })
}

/** A link to a place with its query changed. */
export const linkWith = (place: Place, change: QueryChange): string => linkTo(addressWith(place, change))

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
    () => [query, (change: QueryChange, isStep = true) => goTo(addressWith(placeNow(), change), isStep)] as const,
    [query],
  )
}

/** Lets links within the console change the address without loading the page anew. */
export function followLinks(): void {
  addEventListener('click', event => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (link === null || link.origin !== location.origin || link.target !== '' || link.hasAttribute('download')) return
    const place = placeAt(link)
    if (place === undefined) return
    event.preventDefault()
    goTo(addressOf(place))
  })
}
