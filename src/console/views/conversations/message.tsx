import type { MessageLabel } from '../../api/answers.ts'
import type { SaidEntry } from './time-line.ts'

const SPEAKERS = { bot: 'Bot', customer: 'Customer', agent: 'Agent' } as const

/** One message, with what it means: intent, speech acts, and its slots marked in its words. */
export function Message({ entry, isShown }: { readonly entry: SaidEntry; readonly isShown: boolean }) {
  const { id, side, text, label, message } = entry
  const tags = message.tags.messageTags
  return (
    <article class={isShown ? 'bubble is-shown' : 'bubble'} id={id} tabIndex={-1} aria-label={`${SPEAKERS[side]} says`}>
      <header>
        <b>{SPEAKERS[side]}</b>
        {label?.intent && <span class="intent">{label.intent}</span>}
      </header>
      <p class="words">
        <Words text={text} slots={label?.text === text ? label.slots : []} />
      </p>
      <ul class="labels" aria-label="Labels">
        {label?.acts.map((act, i) => (
          <li key={`${act} ${i}`}>{act}</li>
        ))}
        {tags.map(({ name, value }, i) => (
          <li key={`${name} ${i}`} class="tag">
            {name}: {String(value)}
          </li>
        ))}
      </ul>
    </article>
  )
}

interface WordsProps {
  readonly text: string
  readonly slots: MessageLabel['slots']
}

/** A text with the values that it names marked. */
function Words({ text, slots }: WordsProps) {
  const pieces = []
  let at = 0
  for (const { name, start, end } of [...slots].sort((a, b) => a.start - b.start)) {
    if (start < at) continue
    pieces.push(text.slice(at, start))
    pieces.push(
      <mark title={`slot ${name}`} key={start}>
        {text.slice(start, end)}
      </mark>,
    )
    at = end
  }
  pieces.push(text.slice(at))
  return <>{pieces}</>
}
