import type { ComponentChildren } from 'preact'

/** Something higher than its place: it scrolls, and takes the focus so that keys scroll it. */
export function Scrolls({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <section class="scrolls" tabIndex={0} aria-label={label}>
      {children}
    </section>
  )
}
