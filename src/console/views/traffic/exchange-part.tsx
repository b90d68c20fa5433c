import type { EntryDetails } from '../../api/journal-calls.ts'
import { bodyAsText } from '../../api/raw-request.ts'
import { written } from '../../charts/data.ts'

/** Both sides of an exchange, as the journal shows them: secrets blanked. */
export function ExchangePart({ details }: { readonly details: EntryDetails }) {
  const { request, response } = details
  return (
    <div class="exchange">
      <Side title="Request" headers={request.headers} body={request.body} bodyLength={request.bodyLength} />
      <Side title="Answer" headers={response.headers} body={response.body} bodyLength={response.bodyLength} />
    </div>
  )
}

interface SideProps {
  readonly title: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly bodyLength?: number | undefined
}

/** Headers, which are out of the way, and a body. */
export function Side({ title, headers, body, bodyLength }: SideProps) {
  const text = bodyAsText(body)
  const count = Object.keys(headers).length
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <details>
        <summary>
          {count} {count === 1 ? 'header' : 'headers'}
        </summary>
        <dl class="headers">
          {Object.entries(headers).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
      {text === '' ? <p class="soft">No body</p> : <pre tabIndex={0}>{text}</pre>}
      {bodyLength !== undefined && <p class="soft">The first part of {written(bodyLength)} bytes</p>}
    </section>
  )
}
