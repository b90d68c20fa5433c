import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { useMock } from '../../state/mock.ts'
import type { ReadConversation } from './read-conversation.ts'
import { piecesOf, sharedIds, textPartsOf } from './shared-ids.ts'

/** What each API says of one session, side by side; ids that several of them have are marked. */
export function RawAnswers({ read }: { readonly read: ReadConversation }) {
  const { world } = useMock()
  const [chosen, setChosen] = useState<string>()
  const { account } = world
  const { answers, shared } = useMemo(() => {
    const answers = [
      { name: 'getSessions', text: jsonText(read.sessions) },
      { name: 'getMessagesV2', text: jsonText(read.messages) },
      { name: 'agentassistinteractions', text: jsonText(read.segments) },
      ...(read.conversations === undefined ? [] : [{ name: 'aaconversation', text: jsonText(read.conversations) }]),
      ...(read.agenticHistory === undefined ? [] : [{ name: 'agentic-history', text: jsonText(read.agenticHistory) }]),
      { name: 'labels (admin API only)', text: jsonText(read.labels) },
    ]
    const known = new Set([account.id, account.orgId, read.session.botId])
    return {
      answers,
      shared: sharedIds(
        answers.map(({ text }) => text),
        known,
      ),
    }
  }, [read, account])
  return (
    <>
      <SharedIds shared={shared} chosen={chosen} onChoose={setChosen} />
      <div class="raw">
        {answers.map(({ name, text }) => (
          <RawAnswer key={name} name={name} text={text} shared={shared} chosen={chosen} />
        ))}
      </div>
    </>
  )
}

/** Ids that are shown at first: those that the most answers have. */
const IDS_AT_FIRST = 6

interface SharedIdsProps {
  readonly shared: ReadonlyMap<string, number>
  readonly chosen: string | undefined
  readonly onChoose: (id: string | undefined) => void
}

/** Ids to choose from; the one that is chosen is shown in every answer. */
function SharedIds({ shared, chosen, onChoose }: SharedIdsProps) {
  const [showsAll, setShowsAll] = useState(false)
  const rest = shared.size - IDS_AT_FIRST
  return (
    <div class="shared-ids" role="group" aria-label="Ids that several answers have">
      <span class="soft">Shared ids</span>
      {[...shared].slice(0, showsAll ? shared.size : IDS_AT_FIRST).map(([id, count]) => (
        <button
          type="button"
          key={id}
          aria-pressed={id === chosen}
          onClick={() => onChoose(id === chosen ? undefined : id)}
          title={`In ${count} answers`}
        >
          {id}
        </button>
      ))}
      {rest > 0 && (
        <button type="button" class="quiet" aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? 'Fewer' : `${rest} more`}
        </button>
      )}
    </div>
  )
}

const jsonText = (value: object) => JSON.stringify(value, null, 2)

interface RawAnswerProps {
  readonly name: string
  readonly text: string
  readonly shared: ReadonlyMap<string, number>
  readonly chosen: string | undefined
}

/** TextPart that are laid out together, when they come into sight: those of 200 messages at once took two seconds. */
const LINES_TOGETHER = 60

function RawAnswer({ name, text, shared, chosen }: RawAnswerProps) {
  const box = useRef<HTMLPreElement>(null)
  const parts = useMemo(
    () => textPartsOf(text, LINES_TOGETHER).map(({ text, count }) => ({ count, pieces: piecesOf(text, shared) })),
    [text, shared],
  )
  useEffect(() => {
    const mark = box.current?.querySelector<HTMLElement>('mark.is-chosen')
    if (!mark || !box.current) return
    const below = mark.getBoundingClientRect().top - box.current.getBoundingClientRect().top
    box.current.scrollTop += below - box.current.clientHeight / 3
  }, [chosen])
  return (
    <section aria-label={name}>
      <h3>{name}</h3>
      <pre ref={box} tabIndex={0}>
        {parts.map(({ count, pieces }, part) => (
          <span key={part} class="lines" style={{ '--lines': count }}>
            {pieces.map((piece, i) =>
              piece.isShared ? (
                <mark key={i} class={piece.text === chosen ? 'is-chosen' : undefined}>
                  {piece.text}
                </mark>
              ) : (
                piece.text
              ),
            )}
          </span>
        ))}
      </pre>
    </section>
  )
}
