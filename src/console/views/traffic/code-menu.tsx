import type { MockClient } from '../../api/client.ts'
import { tokenCall } from '../../api/control-calls.ts'
import { headersIn } from '../../api/header-lines.ts'
import type { RawRequest } from '../../api/raw-request.ts'
import { codeOf, type SnippetKind } from '../../api/snippets.ts'
import { Menu } from '../../parts/menu.tsx'
import { useMock } from '../../state/mock.ts'

interface CodeMenuProps {
  readonly request: RawRequest
  readonly clientId: string | null
  readonly onSaid: (text: string) => void
}

const CODE_KINDS: readonly (readonly [SnippetKind, string])[] = [
  ['curl', 'Copy as curl'],
  ['fetch', 'Copy as fetch'],
  ['python', 'Copy as Python'],
]

/** Copies a request as code; its token is a new one of the same app, as that which was sent is a secret. */
export function CodeMenu({ request, clientId, onSaid }: CodeMenuProps) {
  const { client, world } = useMock()
  const copy = async (kind: SnippetKind) => {
    const app = world.apps.find(one => one.clientId === clientId) ?? world.apps[0]
    const { 'x-test-id': _, ...headers } = headersIn(request.headers, await goodToken(client, app?.name))
    const { method, url, body } = request
    const call = { method, url: client.origin + url, headers, body: body === '' ? undefined : body }
    await navigator.clipboard.writeText(codeOf(kind, [call]))
    onSaid(`Copied as ${kind}, with a good token${app === undefined ? '' : ` of ${app.name}`}`)
  }
  return (
    <Menu
      label="This request as code"
      items={CODE_KINDS.map(([kind, text]) => ({ text, act: () => copy(kind) }))}
      onFailure={onSaid}
    />
  )
}

async function goodToken(client: MockClient, app: string | undefined): Promise<string | undefined> {
  if (app === undefined) return undefined
  return (await client.send(tokenCall({ app }))).token
}
