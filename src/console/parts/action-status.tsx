import type { Deed } from '../state/action.ts'

/** What came of the last thing that a card did. */
export function ActionStatus({ action }: { readonly action: Deed }) {
  const { said, failure } = action
  return (
    <div class="action-status">
      <p class="status-line" role="status">
        {said}
      </p>
      {failure !== undefined && (
        <p class="wrong" role="alert">
          {failure.message}{' '}
          {failure.reasons.map(({ property, message }) => (
            <span key={property + message}>
              <code>{property}</code> {message}{' '}
            </span>
          ))}
        </p>
      )}
    </div>
  )
}
