import { useEffect, useRef, useState } from 'preact/hooks'
import { scenarioListCall, scenarioSchemaCall, scenarioTextCall } from '../../api/calls.ts'
import { saveFile } from '../../charts/picture.ts'
import { Choice, Toolbar } from '../../parts/fields.tsx'
import { FailureNote, Note, Skeleton } from '../../parts/notes.tsx'
import { useLoad } from '../../state/load.ts'
import { useMock } from '../../state/mock.ts'
import { storeDraft, storedDraft } from './draft.ts'
import { Findings } from './findings.tsx'
import type { TextEditor } from './text-editor.ts'
import { useApplying } from './use-applying.ts'
import { useCheck } from './use-check.ts'

/** The scenario as a text: written with help, checked as one types, looked at before it is used. */
export function ScenarioView() {
  const { client } = useMock()
  const list = useLoad('scenarios', signal => client.send(scenarioListCall(), signal))
  const running = useLoad('scenario', signal => client.send(scenarioTextCall(), signal))
  const [text, setText] = useState(storedDraft)
  const shown = text ?? running.value?.text
  return (
    <>
      <h1 tabIndex={-1}>Scenario editor</h1>
      {running.failure && <FailureNote failure={running.failure} again={running.again} />}
      {shown === undefined && running.isLoading && <Skeleton label="Loading the scenario" rows={8} />}
      {shown !== undefined && (
        <Editing
          begun={shown}
          names={list.value?.scenarios ?? []}
          answering={running.value?.name ?? ''}
          isStarted={running.value?.isStarted ?? true}
          onText={next => {
            storeDraft(next)
            setText(next)
          }}
        />
      )}
    </>
  )
}

interface EditingProps {
  readonly begun: string
  readonly names: readonly { readonly name: string; readonly description: string }[]
  /** Name of the scenario that answers. */
  readonly answering: string
  readonly isStarted: boolean
  readonly onText: (text: string) => void
}

function Editing({ begun, names, answering, isStarted, onText }: EditingProps) {
  const { client } = useMock()
  const [text, setText] = useState(begun)
  const [from, setFrom] = useState('')
  const change = (next: string) => {
    setText(next)
    onText(next)
  }
  const { host, editor, hasFailed } = useEditor(text, change)
  const check = useCheck(text)
  const applying = useApplying({ isStarted, change: next => editor.current?.setText(next) })
  useEffect(() => editor.current?.showProblems(check.value?.problems ?? []), [check.value, editor])
  const take = async (name: string) => {
    setFrom(name)
    if (name === '') return
    const taken = await client.send(scenarioTextCall(name))
    editor.current?.setText(name === answering ? taken.text : `extends: ${name}\n\n${commented(taken.text)}`)
  }
  const isGood = check.value?.valid === true && !check.isUnderWay
  return (
    <>
      <Toolbar label="The text">
        <Choice
          label="Begin with"
          value={from}
          options={[['', 'What is written'], ...names.map(({ name }) => [name, name] as const)]}
          onChoose={name => void take(name).catch(applying.fail)}
        />
        <button type="button" class="main" disabled={!isGood || applying.isBusy} onClick={() => applying.apply(text)}>
          Apply
        </button>
        <button type="button" disabled={!applying.canUndo || applying.isBusy} onClick={applying.undo}>
          Undo
        </button>
        <button
          type="button"
          onClick={() => saveFile('my-scenario.yaml', new Blob([text], { type: 'application/yaml;charset=utf-8' }))}
        >
          Download
        </button>
        <span class="as-of" role="status">
          {applying.said ?? `The mock answers from ${answering}`}
        </span>
      </Toolbar>
      {applying.failure && <FailureNote failure={applying.failure} again={() => applying.apply(text)} />}
      <div class="scenario-panes">
        <div class="editor-frame">
          {hasFailed ? (
            <Note kind="error" title="The editor cannot be loaded">
              The mock does not answer, or is another version by now. Load the page anew; what you wrote is kept.
            </Note>
          ) : (
            <div class="editor-host" ref={host} />
          )}
        </div>
        <Findings check={check} onGo={problem => editor.current?.goTo(problem)} />
      </div>
    </>
  )
}

/** What a shipped scenario says, to be read beside the line that builds on it. */
const commented = (text: string) =>
  `# What it says; take out the # of what you change.\n${text
    .split('\n')
    .map(line => (line === '' || line.startsWith('#') ? line : `# ${line}`))
    .join('\n')}`

/** The editor, loaded when it is first shown. */
function useEditor(text: string, onChange: (text: string) => void) {
  const { client } = useMock()
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<TextEditor | undefined>(undefined)
  const [hasFailed, setHasFailed] = useState(false)
  const first = useRef(text)
  const latest = useRef(onChange)
  latest.current = onChange
  useEffect(() => {
    let isWanted = true
    import('./text-editor.ts').then(
      async ({ makeTextEditor }) => {
        if (!isWanted || host.current === null) return
        const made = makeTextEditor(host.current, {
          text: first.current,
          label: 'Scenario, YAML',
          onChange: next => latest.current(next),
        })
        editor.current = made
        // Without it nothing is offered, and all else works.
        const schema = await client.send(scenarioSchemaCall()).catch(() => undefined)
        if (schema !== undefined) made.setSchema(schema)
      },
      () => setHasFailed(true),
    )
    return () => {
      isWanted = false
      editor.current?.end()
    }
  }, [client])
  return { host, editor, hasFailed }
}
