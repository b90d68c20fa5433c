import type { CorrectionAnswer, EntryDetails } from '../../api/journal-calls.ts'
import { FailureNote, Skeleton } from '../../parts/notes.tsx'
import type { Loaded } from '../../state/load.ts'
import { useMock } from '../../state/mock.ts'
import { linkWith, usePlace } from '../../state/router.ts'
import { remarksOn } from './entry-words.ts'

interface RightPartProps {
  readonly details: EntryDetails
  readonly right: Loaded<CorrectionAnswer>
}

/** What was wrong, by its rules, and what would be right. */
export function RightPart({ details, right }: RightPartProps) {
  return (
    <div class="right-part">
      <Broken details={details} right={right.value} />
      {right.failure !== undefined ? (
        <FailureNote failure={right.failure} again={right.again} />
      ) : right.value === undefined ? (
        <Skeleton label="Looking for what would be right" rows={3} />
      ) : (
        <WouldBeRight right={right.value} />
      )}
    </div>
  )
}

interface BrokenProps {
  readonly details: EntryDetails
  readonly right: CorrectionAnswer | undefined
}

function Broken({ details, right }: BrokenProps) {
  const { violations, status, response } = details
  const remarks = remarksOn(details)
  const docs = right?.docs ?? undefined
  return (
    <section class="broken" aria-label="What was wrong">
      <h3>What was wrong</h3>
      {violations.length === 0 && <p>{sentenceIn(response.body) ?? `Answered with ${status}.`}</p>}
      <ul>
        {remarks.map(({ property, message }, i) => (
          <li key={property + message}>
            <p class="wrong">
              <code>{property}</code> {message}
            </p>
            <Rule rule={right?.rules[i]} docs={docs} property={property} />
          </li>
        ))}
      </ul>
      {violations.length === 0 && docs !== undefined && <DocsLink docs={docs} />}
    </section>
  )
}

interface RuleProps {
  readonly rule: CorrectionAnswer['rules'][number] | undefined
  readonly docs: string | undefined
  /** What it is about. */
  readonly property: string
}

function Rule({ rule, docs, property }: RuleProps) {
  if (docs === undefined) return null
  return (
    <div class="rule">
      {rule?.description && (
        <p>
          <WithCode text={rule.description} />
        </p>
      )}
      <p>
        <DocsLink docs={docs} about={property} />{' '}
        {rule?.pointer && (
          <code title={rule.source === null ? undefined : `Source: ${rule.source}`}>{rule.pointer}</code>
        )}
      </p>
    </div>
  )
}

/** What stands between backticks is code. */
function WithCode({ text }: { readonly text: string }) {
  return <>{text.split('`').map((part, i) => (i % 2 === 1 ? <code key={i}>{part}</code> : part))}</>
}

/** A recording has no reference beside it. */
function DocsLink({ docs, about }: { readonly docs: string; readonly about?: string }) {
  const { recording } = useMock()
  if (recording !== undefined) return null
  return (
    <a href={docs} target="_self" aria-label={about === undefined ? undefined : `The rule in the reference: ${about}`}>
      The rule in the reference
    </a>
  )
}

/** The sentence of a refusal. */
function sentenceIn(body: unknown): string | undefined {
  const errors: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'errors') : undefined
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined
  const said: unknown = typeof first === 'object' && first !== null ? Reflect.get(first, 'msg') : undefined
  return typeof said === 'string' ? said : undefined
}

function WouldBeRight({ right }: { readonly right: CorrectionAnswer }) {
  const place = usePlace()
  const { advice, corrections, request } = right
  return (
    <section class="would-be-right" aria-label="What would be right">
      <h3>What would be right</h3>
      {advice !== null && <p>{advice}</p>}
      {corrections.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Where</th>
              <th scope="col">Sent</th>
              <th scope="col">Right</th>
            </tr>
          </thead>
          <tbody>
            {corrections.map(({ property, from, to }) => (
              <tr key={property}>
                <th scope="row">
                  <code>{property}</code>
                </th>
                <td>
                  <ValueText value={from} none="nothing" />
                </td>
                <td>
                  <ValueText value={to} none="left out" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {advice === null && request === null && <p>No valid request suggests itself: see the reference.</p>}
      {request !== null && (
        <a class="button" href={linkWith(place, { show: 'right' })}>
          Look at it and send it
        </a>
      )}
    </section>
  )
}

/** Characters of a value that are shown. */
const SHOWN_OF_VALUE = 200

function ValueText({ value, none }: { readonly value: unknown; readonly none: string }) {
  if (value === undefined) return <span class="soft">{none}</span>
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return <code>{text.length > SHOWN_OF_VALUE ? `${text.slice(0, SHOWN_OF_VALUE)}…` : text}</code>
}
