import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

interface VirtualListProps<Item> {
  readonly label: string
  readonly items: readonly Item[]
  /** px of each row: all are of one height. */
  readonly rowHeight: number
  readonly keyOf: (item: Item) => string
  /** What a row shows; its first link or button is where the arrow keys lead. */
  readonly row: (item: Item) => ComponentChildren
}

/** Rows drawn above and below those that are seen. */
const SPARE = 8

/** A list of which only those rows are in the page that are seen, however long it is. Arrow keys go from row to row. */
export function VirtualList<Item>({ label, items, rowHeight, keyOf, row }: VirtualListProps<Item>) {
  const box = useRef<HTMLUListElement>(null)
  const [seen, setSeen] = useState({ top: 0, height: 600 })
  useEffect(() => {
    const list = box.current
    if (list === null) return
    const look = () => setSeen({ top: list.scrollTop, height: list.clientHeight })
    look()
    const observer = new ResizeObserver(look)
    observer.observe(list)
    list.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      list.removeEventListener('scroll', look)
    }
  }, [])
  const first = Math.max(0, Math.floor(seen.top / rowHeight) - SPARE)
  const last = Math.min(items.length, Math.ceil((seen.top + seen.height) / rowHeight) + SPARE)
  return (
    <ul
      class="virtual"
      ref={box}
      aria-label={label}
      tabIndex={items.length > 0 ? -1 : undefined}
      onKeyDown={event => {
        const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
        if (by !== 0 && moveToRow(event.currentTarget, by)) event.preventDefault()
      }}
    >
      <li class="gap" aria-hidden="true" style={{ height: `${first * rowHeight}px` }} />
      {items.slice(first, last).map((item, i) => (
        <li
          key={keyOf(item)}
          aria-setsize={items.length}
          aria-posinset={first + i + 1}
          style={{ height: `${rowHeight}px` }}
        >
          {row(item)}
        </li>
      ))}
      <li class="gap" aria-hidden="true" style={{ height: `${(items.length - last) * rowHeight}px` }} />
    </ul>
  )
}

/** Gives the focus to the next row, or to the one before. @returns whether there is one */
function moveToRow(list: HTMLElement, by: 1 | -1): boolean {
  const here = document.activeElement?.closest('li')
  const next = by === 1 ? here?.nextElementSibling : here?.previousElementSibling
  const target = next?.querySelector<HTMLElement>('a, button')
  if (!list.contains(here ?? null) || target === null || target === undefined) return false
  target.focus()
  return true
}
