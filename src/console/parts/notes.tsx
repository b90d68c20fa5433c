import type { ComponentChildren } from 'preact'
import type { CallFailure } from '../api/failure.ts'

interface NoteProps {
  readonly kind: 'empty' | 'error'
  /** A heading, where it stands for a whole view. */
  readonly title: ComponentChildren
  readonly children?: ComponentChildren
}

/** Says that there is nothing, or that something went wrong, and what to do. */
export function Note({ kind, title, children }: NoteProps) {
  return (
    <div class={`note ${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      {typeof title === 'string' ? <strong>{title}</strong> : title}
      {children !== undefined && <p>{children}</p>}
    </div>
  )
}

/** A call that failed: what was wrong, with every reason, and a way to try again. */
export function FailureNote({ failure, again }: { readonly failure: CallFailure; readonly again: () => void }) {
  return (
    <div class="note error" role="alert">
      <strong>{failure.message}</strong>
      {failure.reasons.length > 0 && (
        <ul>
          {failure.reasons.map(({ property, message }) => (
            <li key={property + message}>
              <code>{property}</code> {message}
            </li>
          ))}
        </ul>
      )}
      <button type="button" onClick={again}>
        Try again
      </button>
    </div>
  )
}

/** Stands where something will be. */
export function Skeleton({ label, rows = 3 }: { readonly label: string; readonly rows?: number }) {
  return (
    <div class="skeleton" role="status">
      <span class="unseen">{label}</span>
      {Array.from({ length: rows }, (_, i) => (
        <span class="bone" key={i} aria-hidden="true" />
      ))}
    </div>
  )
}
