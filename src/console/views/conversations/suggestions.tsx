import type { SegmentRow } from '../../api/answers.ts'

type Proactive = SegmentRow['proActiveSuggestions'][number]
type Suggestions = NonNullable<Proactive['suggestions']>
type Used = Proactive['used'][number]

const KINDS: readonly (readonly [key: string, name: string])[] = [
  ['dialogs', 'Dialog'],
  ['answers', 'Answer'],
  ['faqs', 'Question'],
  ['web', 'Page'],
  ['file', 'File'],
]

interface SuggestionListProps {
  readonly suggestions: Suggestions | undefined
  readonly used: readonly Used[]
}

/** What was put before the agent, and what became of it. */
export function SuggestionList({ suggestions, used }: SuggestionListProps) {
  const lines = suggestions === undefined ? [] : linesOf(suggestions)
  return (
    <>
      {lines.length === 0 ? (
        <p class="soft">Nothing was found.</p>
      ) : (
        <ul class="suggested">
          {lines.map(({ kind, text }) => (
            <li key={kind + text}>
              <span class="soft">{kind}</span> {text}
            </li>
          ))}
        </ul>
      )}
      <UsedList used={used} />
    </>
  )
}

/** What the agent made use of. */
export function UsedList({ used }: { readonly used: readonly Used[] }) {
  if (used.length === 0) return null
  return (
    <ul class="used">
      {used.map((one, i) => (
        <li key={`${one.targetType} ${i}`}>
          <span aria-hidden="true">✓</span> {usedText(one)}
          {one.feedback && (
            <span class="soft">
              {' '}
              (thumb {one.feedback.response}
              {one.feedback.comment && `: ${one.feedback.comment}`})
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

/** Every kind of hit is a list of objects, each with some of these fields. */
interface Hit {
  readonly name?: string
  readonly content?: string
  readonly sources?: readonly { readonly title: string; readonly url: string }[]
}

function linesOf(suggestions: Suggestions): { readonly kind: string; readonly text: string }[] {
  const names = new Map(KINDS)
  return Object.entries(suggestions as Readonly<Record<string, readonly Hit[] | undefined>>).flatMap(
    ([key, hits = []]) =>
      hits.map(({ name, content, sources = [] }) => ({
        kind: names.get(key) ?? key,
        text: name ?? (content || sources[0]?.title || sources[0]?.url || '–'),
      })),
  )
}

function usedText({ targetType, target }: Used): string {
  if (targetType === 'DialogTask') return `Ran ${target.name} (${target.status || 'runs'})`
  const thing = target.faq ?? target.answer ?? target.webpage ?? target.file ?? target['general-data-source']
  const status = thing?.status || 'Opened'
  return `${status}: ${target.faq?.title ?? target.webpage?.url ?? target.file?.path ?? targetType}`
}
