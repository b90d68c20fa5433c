import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { useMock } from '../../state/mock.ts'
import type { ReadConversation } from './read-conversation.ts'
import { piecesOf, sharedIds, type TextPart, textPartsOf } from './shared-ids.ts'

/** What each API says of one session, side by side; ids that several of them have are marked. */
export function RawAnswers({ read }: { readonly read: ReadConversation }) {
  const { world } = useMock()
  const [chosen, setChosen] = useState<string>()
  const { account } = world
  const answers = useMemo(
    () => [
      { name: 'getSessions', text: jsonText(read.sessions) },
      { name: 'getMessagesV2', text: jsonText(read.messages) },
      { name: 'agentassistinteractions', text: jsonText(read.segments) },
      ...(read.conversations === undefined ? [] : [{ name: 'aaconversation', text: jsonText(read.conversations) }]),
      ...(read.agenticHistory === undefined ? [] : [{ name: 'agentic-history', text: jsonText(read.agenticHistory) }]),
      { name: 'labels (admin API only)', text: jsonText(read.labels) },
    ],
    [read],
  )
  const [shared, setShared] = useState(NONE_YET)
  useEffect(() => {
    // When the texts can be read: those of 200 messages have some thousand ids.
    const turn = setTimeout(() => {
      const known = new Set([account.id, account.orgId, read.session.botId])
      const texts = answers.map(({ text }) => text)
      setShared(sharedIds(texts, known))
    })
    return () => clearTimeout(turn)
  }, [answers, read, account])
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

const NONE_YET: ReadonlyMap<string, number> = new Map()

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

/** Lines that are laid out together, when they come into sight: those of 200 messages at once took two seconds. */
const LINES_TOGETHER = 60

function RawAnswer({ name, text, shared, chosen }: RawAnswerProps) {
  const box = useRef<HTMLPreElement>(null)
  const all = useMemo(() => textPartsOf(text, LINES_TOGETHER), [text])
  const parts = all.slice(0, useGrowing(all.length))
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
        {parts.map((part, i) => (
          <JsonLines key={i} part={part} shared={shared} chosen={chosen} />
        ))}
      </pre>
    </section>
  )
}

/** Parts that are there at once, and those that come with each turn after that: a person reads the first. */
const [AT_ONCE, A_TURN] = [2, 12]

/** How many of so many are to be shown by now. */
function useGrowing(all: number): number {
  const [count, setCount] = useState(AT_ONCE)
  useEffect(() => {
    if (count >= all) return
    const turn = setTimeout(() => setCount(count + A_TURN), 16)
    return () => clearTimeout(turn)
  }, [count, all])
  return count
}

interface JsonLinesProps {
  readonly part: TextPart
  readonly shared: ReadonlyMap<string, number>
  readonly chosen: string | undefined
}

function JsonLines({ part, shared, chosen }: JsonLinesProps) {
  const pieces = useMemo(() => piecesOf(part.text, shared), [part, shared])
  // What is the same is not compared again while more parts come.
  return useMemo(
    () => (
      <span class="lines" style={{ '--lines': part.count }}>
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
    ),
    [part, pieces, chosen],
  )
}
