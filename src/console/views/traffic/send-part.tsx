import { useId, useState } from 'preact/hooks'
import type { MockClient } from '../../api/client.ts'
import { TOKEN_KINDS, tokenCall } from '../../api/control-calls.ts'
import { asFailure } from '../../api/failure.ts'
import { type AnswerAsSent, type RawRequest, sendRaw } from '../../api/raw-request.ts'
import { Choice } from '../../parts/fields.tsx'
import { useMock } from '../../state/mock.ts'
import { linkWith, usePlace } from '../../state/router.ts'
import { kindOfStatus, statusText, writtenBytes, writtenMs } from './entry-words.ts'
import { Side } from './exchange-part.tsx'

interface SendPartProps {
  readonly request: RawRequest
  /** The app that asked. */
  readonly clientId: string | null
}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD']

/** A request to be edited and sent, and what it is answered with. */
export function SendPart({ request, clientId }: SendPartProps) {
  const { client, world } = useMock()
  const app = world.apps.find(one => one.clientId === clientId) ?? world.apps[0]
  const [edited, setEdited] = useState(request)
  const [token, setToken] = useState(app === undefined ? '' : `${app.name}/0`)
  const [answer, setAnswer] = useState<AnswerAsSent>()
  const [wrong, setWrong] = useState('')
  const [isSending, setIsSending] = useState(false)
  const change = (fields: Partial<RawRequest>) => setEdited(before => ({ ...before, ...fields }))
  const send = async () => {
    setIsSending(true)
    setWrong('')
    try {
      setAnswer(await sendRaw(client, edited, await tokenOf(client, token)))
    } catch (error) {
      setAnswer(undefined)
      setWrong(asFailure(error).message)
    }
    setIsSending(false)
  }
  const methods = METHODS.includes(edited.method) ? METHODS : [...METHODS, edited.method]
  return (
    <form
      class="send-part"
      onSubmit={event => {
        event.preventDefault()
        void send()
      }}
    >
      <div class="send-line">
        <Choice
          label="Method"
          value={edited.method}
          options={methods.map(method => [method, method] as const)}
          onChoose={method => change({ method })}
        />
        <Area
          label="Path and query"
          value={edited.url}
          rows={2}
          onType={url => change({ url: url.replaceAll('\n', '') })}
        />
      </div>
      <Choice label="Token" value={token} options={tokenOptions(world.apps)} onChoose={setToken} />
      <div class="send-parts">
        <Area
          label="Headers, a line for each"
          value={edited.headers}
          rows={8}
          onType={headers => change({ headers })}
        />
        <Area label="Body" value={edited.body} rows={8} onType={body => change({ body })} />
      </div>
      <p class="soft">
        It is sent with the console’s test id, so that no test counts it; take that line away, or write another, to send
        it as a client would.
      </p>
      <div class="send-line">
        <button type="submit" class="main" disabled={isSending}>
          Send
        </button>
        <button type="button" onClick={() => setEdited(request)}>
          As it was
        </button>
      </div>
      {wrong !== '' && (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      )}
      {answer !== undefined && <Answer answer={answer} />}
    </form>
  )
}

interface AreaProps {
  readonly label: string
  readonly value: string
  readonly rows: number
  readonly onType: (value: string) => void
}

function Area({ label, value, rows, onType }: AreaProps) {
  const id = useId()
  return (
    <div class="field area">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        rows={rows}
        spellcheck={false}
        value={value}
        onInput={event => onType(event.currentTarget.value)}
      />
    </div>
  )
}

function tokenOptions(apps: readonly { readonly name: string }[]): (readonly [string, string])[] {
  const made = apps.flatMap(({ name }) =>
    TOKEN_KINDS.map((kind, i) => [`${name}/${i}`, `${name}: ${kind.name}`] as const),
  )
  return [...made, ['', 'none, or in the headers']]
}

/** A new token of the kind that was chosen. */
async function tokenOf(client: MockClient, chosen: string): Promise<string | undefined> {
  if (chosen === '') return undefined
  const slash = chosen.lastIndexOf('/')
  const { wish } = TOKEN_KINDS[Number(chosen.slice(slash + 1))]!
  return (await client.send(tokenCall({ ...wish, app: chosen.slice(0, slash) }))).token
}

function Answer({ answer }: { readonly answer: AnswerAsSent }) {
  const place = usePlace()
  const { status, headers, text, ms } = answer
  const requestId = headers['x-request-id']
  return (
    <div class="sent-answer">
      <p role="status">
        <span class={`status ${kindOfStatus(status)}`}>{statusText(status)}</span> {writtenMs(ms)},{' '}
        {writtenBytes(new Blob([text]).size)}
        {requestId !== undefined && (
          <>
            {' '}
            · <a href={linkWith(place, { own: '1', open: requestId, show: undefined })}>its entry</a>
          </>
        )}
      </p>
      <Side title="Answer" headers={headers} body={jsonOrText(text)} />
    </div>
  )
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
