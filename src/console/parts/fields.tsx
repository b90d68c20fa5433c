import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'
import { useMock } from '../state/mock.ts'
import { useQuery } from '../state/router.ts'

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [value: string, text: string])[]
  readonly onChoose: (value: string) => void
}

/** One of several. */
export function Choice({ label, value, options, onChoose }: ChoiceProps) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={event => onChoose(event.currentTarget.value)}>
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}

/** Nobody looks at days before: the clock of a mock begins there. */
const EARLIEST = '2000'

interface TypedKey {
  readonly key: string
  readonly currentTarget: HTMLInputElement
}

interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly type?: 'search' | 'date' | 'datetime-local'
  readonly placeholder?: string | undefined
  readonly onEnter: (value: string) => void
}

/** A text that counts once it is finished: by Enter, or by leaving the field. */
export function TextField({ label, value, type = 'search', placeholder, onEnter }: TextFieldProps) {
  const id = useId()
  const [typed, setTyped] = useState<string>()
  // By what stands in the field: a date that is picked is typed and finished in one go, before anything is drawn anew.
  const enter = ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) => {
    const text = currentTarget.value.trim()
    // While a year is typed, its first digits make a year, too.
    if (type !== 'search' && text !== '' && text < EARLIEST) return
    if (text !== value) onEnter(text)
    setTyped(undefined)
  }
  const rest = {
    id,
    value: typed ?? value,
    autocomplete: 'off',
    onInput: (event: { readonly currentTarget: HTMLInputElement }) => setTyped(event.currentTarget.value),
    onBlur: enter,
    onKeyDown: (event: TypedKey) => {
      if (event.key === 'Enter') enter(event)
    },
  } as const
  return (
    <div class={`field ${type}`}>
      <label for={id}>{label}</label>
      {type !== 'search' ? (
        <input type={type} {...rest} onChange={enter} />
      ) : (
        <input type="search" placeholder={placeholder} spellcheck={false} {...rest} />
      )}
    </div>
  )
}

/** The bots of the world, one of which the address names. */
export function BotChoice({ value }: { readonly value: string }) {
  const { world } = useMock()
  const [, setQuery] = useQuery()
  const named = world.bots.map(({ id, name }) => [id, name] as const)
  // Any bot can be asked for by its id, also one that the scenario does not name.
  const options = named.some(([id]) => id === value) ? named : [...named, [value, value] as const]
  return (
    <Choice
      label="Bot"
      value={value}
      options={options}
      onChoose={bot => setQuery({ bot, open: undefined, skip: undefined })}
    />
  )
}

/** The bot that the address names, else the first of the world. */
export function useBotId(): string {
  const { world } = useMock()
  const [query] = useQuery()
  return query.get('bot') ?? world.bots[0]?.id ?? 'st-any-bot'
}

/** What is chosen for a whole view. */
export function Toolbar({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <div class="toolbar" role="group" aria-label={label}>
      {children}
    </div>
  )
}
