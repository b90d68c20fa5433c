import type { ComponentChildren } from 'preact'
import type { Deed } from '../state/action.ts'
import type { Loaded } from '../state/load.ts'
import { ActionStatus } from './action-status.tsx'
import { FailureNote, Skeleton } from './notes.tsx'

interface ControlCardProps<Value> {
  readonly title: string
  /** What it is about, in a sentence. */
  readonly about: ComponentChildren
  readonly action: Deed
  /** What is asked for first. */
  readonly loaded: Loaded<Value>
  readonly children: (value: Value) => ComponentChildren
}

/** A card that shows how something stands and changes it. */
export function ControlCard<Value>({ title, about, action, loaded, children }: ControlCardProps<Value>) {
  const { value, failure, again } = loaded
  return (
    <section class="card control" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <ActionStatus action={action} />
      </header>
      <p class="soft">{about}</p>
      {value !== undefined ? (
        children(value)
      ) : failure !== undefined ? (
        <FailureNote failure={failure} again={again} />
      ) : (
        <Skeleton label={`Asking for ${title}`} />
      )}
    </section>
  )
}
