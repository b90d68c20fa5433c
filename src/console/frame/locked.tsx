import { useState } from 'preact/hooks'
import type { AdminToken } from '../api/admin-token.ts'
import type { CallFailure } from '../api/failure.ts'

interface LockedProps {
  readonly failure: CallFailure
  readonly adminToken: AdminToken
  readonly onToken: () => void
}

/** What is shown instead of a view while the admin API wants its token. */
export function Locked({ failure, adminToken, onToken }: LockedProps) {
  const [token, setToken] = useState('')
  if (failure.code === 'KM_ADMIN_LOCAL') {
    return (
      <section class="card locked">
        <h1>Only for callers on the same machine</h1>
        <p>
          This mock was started without an admin token, so its admin API, and with it the console, answers on its own
          machine alone. Start it with <code>--admin-token TEXT</code> to look at it from elsewhere.
        </p>
      </section>
    )
  }
  return (
    <section class="card locked">
      <h1>Admin token</h1>
      <p>
        The mock was started with <code>--admin-token</code>, or printed one when it began. It is kept in this tab until
        you close it.
      </p>
      <form
        onSubmit={event => {
          event.preventDefault()
          adminToken.set(token.trim())
          onToken()
        }}
      >
        <label>
          Token
          <input
            type="password"
            autocomplete="off"
            required
            value={token}
            onInput={event => setToken(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="main">
          Look in
        </button>
      </form>
      {adminToken.isSet && (
        <p class="wrong" role="alert">
          That is not the token of this mock.
        </p>
      )}
    </section>
  )
}
