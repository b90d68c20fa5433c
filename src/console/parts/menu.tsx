import { useEffect, useRef, useState } from 'preact/hooks'

/** Something to do. */
export interface MenuItem {
  readonly text: string
  readonly act: () => void | Promise<void>
}

interface MenuProps {
  readonly label: string
  readonly items: readonly MenuItem[]
  readonly onFailure: (text: string) => void
}

/** A button that opens a short list of things to do. Escape, or going elsewhere, closes it. */
export function Menu({ label, items, onFailure }: MenuProps) {
  const [isOpen, setIsOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!isOpen) return
    box.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus()
    const outside = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setIsOpen(false)
    }
    document.addEventListener('pointerdown', outside)
    document.addEventListener('focusin', outside)
    return () => {
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('focusin', outside)
    }
  }, [isOpen])
  const close = () => {
    setIsOpen(false)
    button.current?.focus()
  }
  const choose = (item: MenuItem) => {
    close()
    Promise.resolve(item.act()).catch((error: unknown) =>
      onFailure(`It did not work: ${error instanceof Error ? error.message : String(error)}`),
    )
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys that its buttons leave to it
    <div
      class="popup"
      ref={box}
      onKeyDown={event => {
        if (!isOpen) return
        if (event.key === 'Escape') close()
        const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
        if (by === 0) return
        event.preventDefault()
        moveFocus(event.currentTarget, by)
      }}
    >
      <button
        type="button"
        class="quiet dots"
        ref={button}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={label}
        onClick={() => setIsOpen(!isOpen)}
      >
        ⋯
      </button>
      {isOpen && (
        <div role="menu" aria-label={label} class="menu-list">
          {items.map(item => (
            <button type="button" role="menuitem" tabIndex={-1} key={item.text} onClick={() => choose(item)}>
              {item.text}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}

function moveFocus(box: HTMLElement, by: number): void {
  const items = [...box.querySelectorAll<HTMLElement>('[role=menuitem]')]
  const at = items.indexOf(document.activeElement as HTMLElement)
  items[(at + by + items.length) % items.length]?.focus()
}
