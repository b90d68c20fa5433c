import { autocompletion, type CompletionContext, closeBrackets, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language'
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import type { ScenarioProblem } from '../../api/answers.ts'
import { SchemaHelp } from './schema-help.ts'
import { placeAtEnd } from './yaml-place.ts'

/** An editor in the page. */
export interface TextEditor {
  readonly text: () => string
  readonly setText: (text: string) => void
  readonly showProblems: (problems: readonly ScenarioProblem[]) => void
  /** Puts the cursor there and shows it. */
  readonly goTo: (problem: ScenarioProblem) => void
  readonly setSchema: (schema: object) => void
  readonly end: () => void
}

interface TextEditorOptions {
  readonly text: string
  readonly label: string
  readonly onChange: (text: string) => void
}

/** Of tokens and the page's own names for them, so that it follows the theme. */
const colours = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: 'var(--accent)' },
  { tag: tags.comment, color: 'var(--ink-soft)', fontStyle: 'italic' },
  { tag: [tags.string, tags.attributeValue], color: 'var(--ink)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--warn)' },
])

const look = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--surface)', color: 'var(--ink)', fontSize: '0.8125rem' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--raised)', color: 'var(--ink-soft)', borderRight: 'var(--line)' },
  '.cm-activeLine, .cm-activeLineGutter': {
    backgroundColor: 'color-mix(in srgb, var(--accent-soft) 45%, transparent)',
  },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--accent-soft)',
  },
  '.cm-tooltip': {
    border: 'var(--line)',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--raised)',
    color: 'var(--ink)',
    maxWidth: 'min(420px, 90vw)',
  },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--accent-ink)' },
  '.cm-completionDetail': { fontStyle: 'normal', color: 'inherit' },
})

/**
 * An editor for YAML. It lives in a shadow root: there its styles are sheets that scripts may make, where the policy of the page
 * allows no style element.
 */
export function makeTextEditor(host: HTMLElement, { text, label, onChange }: TextEditorOptions): TextEditor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  let help: SchemaHelp | undefined
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        indentOnInput(),
        indentUnit.of('  '),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        yaml(),
        syntaxHighlighting(colours),
        lintGutter(),
        autocompletion({ override: [context => (help === undefined ? null : offers(help, context))], icons: false }),
        keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap, ...lintKeymap]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
        EditorView.updateListener.of(update => {
          if (update.docChanged) onChange(update.state.doc.toString())
        }),
        look,
      ],
    }),
  })
  return {
    text: () => view.state.doc.toString(),
    setText: next => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } }),
    showProblems: problems =>
      view.dispatch(
        setDiagnostics(
          view.state,
          problems.flatMap(one => diagnosticOf(view, one)),
        ),
      ),
    goTo: problem => {
      const at = offsetOf(view, problem)
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) })
      view.focus()
    },
    setSchema: schema => {
      help = new SchemaHelp(schema)
    },
    end: () => view.destroy(),
  }
}

function offers(help: SchemaHelp, context: CompletionContext) {
  const place = placeAtEnd(context.state.sliceDoc(0, context.pos))
  if (place === undefined || (place.typed === '' && place.name === undefined && !context.explicit)) return null
  const found = help.offersAt(place)
  if (found.length === 0) return null
  return {
    from: context.pos - place.typed.length,
    options: found.map(({ text, kind, about }) => ({
      label: text,
      apply: kind === 'name' ? `${text}: ` : text,
      info: about,
    })),
    validFor: /^[\w./-]*$/,
  }
}

/** Where a problem stands; a setting that is none is told at its value, and is meant by its name. */
function offsetOf(view: EditorView, { line = 1, column = 1, path, code }: ScenarioProblem): number {
  const { doc } = view.state
  const { from, text } = doc.line(Math.min(Math.max(1, line), doc.lines))
  const name = path.split('.').at(-1) ?? ''
  const named = code === 'KM_SETTING_UNKNOWN' && name !== '' ? text.lastIndexOf(name, column - 1) : -1
  return from + (named >= 0 ? named : Math.min(column - 1, text.length))
}

/** Of a problem in another file nothing is marked. */
function diagnosticOf(view: EditorView, problem: ScenarioProblem): Diagnostic[] {
  if (problem.file !== undefined) return []
  const from = offsetOf(view, problem)
  const { from: start, to: end, text } = view.state.doc.lineAt(from)
  const word = /^[^\s:,{}[\]]+/.exec(text.slice(from - start))?.[0].length ?? 1
  return [{ from, to: Math.min(end, from + word), severity: 'error', message: problem.message }]
}
