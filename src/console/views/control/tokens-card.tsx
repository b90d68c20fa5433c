import { useState } from 'preact/hooks'
import { TOKEN_KINDS, type TokenWish, tokenCall } from '../../api/control-calls.ts'
import { ActionStatus } from '../../parts/action-status.tsx'
import { useAction } from '../../state/action.ts'
import { useMock } from '../../state/mock.ts'

/** Tokens of each app, good and bad. */
export function TokensCard() {
  const { client, world } = useMock()
  const action = useAction()
  const [token, setToken] = useState<{ readonly what: string; readonly text: string }>()
  const make = (app: string, kind: string, wish: TokenWish) =>
    action.run(async () => {
      const made = await client.send(tokenCall({ ...wish, app }))
      const what = `${kind} token of ${app}`
      setToken({ what, text: made.token })
      // Where the browser lets nobody write there, it stands in the field.
      const isCopied = await navigator.clipboard.writeText(made.token).then(
        () => true,
        () => false,
      )
      return isCopied ? `A ${what} is copied` : `A ${what} stands above`
    })
  return (
    <section class="card control" aria-label="Tokens">
      <header>
        <h2>Tokens</h2>
      </header>
      <p class="soft">
        For the header <code>auth</code>; good for an hour of the world’s clock. A click makes one and copies it.
      </p>
      {world.apps.length === 0 && <p class="none-in-force">The scenario {world.scenario} has no app.</p>}
      <ul class="apps">
        {world.apps.map(({ name, clientId, kind }) => (
          <li key={clientId}>
            <div>
              <b>{name}</b> <span class="soft">{kind === 'account' ? 'sees the account' : 'sees its bots'}</span>
            </div>
            <div class="buttons" role="group" aria-label={`Tokens of ${name}`}>
              {TOKEN_KINDS.map(({ name: text, wish }) => (
                <button type="button" key={text} onClick={() => make(name, text, wish)}>
                  {text}
                </button>
              ))}
            </div>
          </li>
        ))}
      </ul>
      {token !== undefined && (
        <label class="field token">
          <span>{token.what}</span>
          <input type="text" readOnly value={token.text} onFocus={event => event.currentTarget.select()} />
        </label>
      )}
      <ActionStatus action={action} />
    </section>
  )
}
