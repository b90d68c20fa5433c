import { own } from '../../contract/own.ts'
import type { Violation } from '../../contract/types.ts'
import { atOnce, type TakeStep } from '../../memory/steps.ts'
import { decodedOnce } from './decoded.ts'
import { blankFormData } from './form-data.ts'
import { blankNamed, LABEL, VALUE } from './named.ts'
import { isSecretHeader, isSecretName, isSecretNumber, isSecretParameter, nameKind } from './names.ts'
import { BLANK, blankMarked, blankShapes, blankToken, isSecretOf } from './shapes.ts'

/*
 * What of a request may be shown: in the journal and whatever is made of it, in events and in logs. A secret is known by
 * its name (`names.ts`) or by its shape (`shapes.ts`). All work grows with the text and no faster.
 */

const ENCODED = /%[2-7][\da-f]|\\u00[2-7][\da-f]/i
/** Encodings within encodings that are looked through. */
const LAYERS = 3
/** Name, password and what stands behind them: `me:x@`. */
const PART_WITH_PASSWORD = /^[^:@%]+(?::|%3a)[^@%]+(?:@|%40)/i
/** Between the parts of a path, itself kept. */
const PART_END = /(\/|%2f)/i
const PATH_WORD = /^(?:[a-z]+(?:[_-][a-z]+)*|[a-z]+[A-Z][a-zA-Z]*|v\d+)?$/
/** Schemes and what stands for nothing: no secret, and the mistake that the reader looks for. */
const NO_SECRET = /^(?:bearer|basic|undefined|null|none|\[object Object\])?$/i

/**
 * A text without the secrets in it, known by name or by shape. One that is percent-encoded, or written with `\u0065`, is
 * shown decoded when that shows a secret in it.
 * @param take takes the steps of it, each of which may take long where the text is long
 */
export function blankText(text: string, take: TakeStep = atOnce): string {
  let layer = text
  let shown = blankPlain(text, take)
  let blanked = shown
  for (let depth = 0; depth < LAYERS && ENCODED.test(layer); depth += 1) {
    // A secret that ends at a mark goes before its encoding does: of `token=a%26b` nothing but `a` would be one.
    const before = layer
    const fewer =
      blanked === before
        ? before
        : blankFields(
            take(() => blankMarked(before)),
            take,
          )
    layer = take(() => decodedOnce(fewer))
    blanked = blankPlain(layer, take)
    if (blanked !== layer) shown = blanked
  }
  return shown
}

const blankPlain = (text: string, take: TakeStep) => blankFields(blankShapes(text, take), take)

/** Without the values of parts and fields that are secrets by their names. */
function blankFields(text: string, take: TakeStep): string {
  const withoutParts = take(() => blankFormData(text))
  return blankNamed(withoutParts, take)
}

/** The path of a URL, as sent where there is no secret in it. */
export function blankPath(path: string): string {
  const parts = path.split(PART_END)
  // What no part hides is seen at once: a path may have thousands of parts.
  const shown = blankText(path) === path ? parts : parts.map(blankPart)
  return shown.map((part, i) => (i % 2 === 1 ? part : blankNeighbour(part, parts[i - 2] ?? ''))).join('')
}

function blankPart(part: string): string {
  const blanked = blankText(part)
  return blanked === part ? part : encodeURIComponent(blanked)
}

/** A part of a path as it may be shown beside the one before it, which may name it: `/token/x1`. */
function blankNeighbour(part: string, before: string): string {
  // Words are a path's own: `/oauth/token/revoke`.
  if (isSecretOf(nameKind(before), part) && !part.includes(BLANK) && !PATH_WORD.test(part)) return BLANK
  const [password = ''] = PART_WITH_PASSWORD.exec(part) ?? []
  return password === '' ? part : `${BLANK}@${part.slice(password.length)}`
}

/** The value of a header, fit to be shown: tokens keep head and payload; other credentials keep nothing. */
export function blankHeader(name: string, value: string): string {
  if (!isSecretHeader(name)) return blankText(value)
  if (name !== 'auth' && name !== 'authorization') return BLANK
  const [, scheme = '', token = ''] = /^(bearer\s+)?([\w.-]+)$/i.exec(value.trim()) ?? []
  const shown = blankToken(token)
  if (shown !== undefined) return scheme + shown
  return NO_SECRET.test(value.trim()) ? value : BLANK
}

/** The value of a query parameter, fit to be shown. */
export function blankParameter(name: string, value: string): string {
  return isSecretParameter(name) && value !== '' ? BLANK : blankText(value)
}

/** What was wrong with a request, without the secrets that it echoes. */
export function blankViolation({ property, message }: Violation): Violation {
  return { property: blankText(property), message: blankFound(property, message) }
}

/** What is wrong at a place, by names with dots between, without the secrets that it tells as found there. */
export function blankFound(place: string, message: string): string {
  // All that follows is of what was found, which may have quotes in it.
  return blankText(isSecretName(place) ? message.replace(/\b(found|got) .*/s, `$1 "${BLANK}"`) : message)
}

/** A JSON value without secrets, those in objects and lists of a secret name too. It must not be deep: this recurs. */
export function blankJson(value: unknown, take: TakeStep = atOnce): unknown {
  return blankValue(value, undefined, take)
}

/** Characters of a text whose steps are worth to be kept. */
const LONG_TEXT = 5_000

/** @param above the name below which all is secret, or may be */
function blankValue(value: unknown, above: string | undefined, take: TakeStep): unknown {
  if (typeof value === 'string') {
    return isSecretBelow(value, above) ? BLANK : blankText(value, value.length > LONG_TEXT ? take : atOnce)
  }
  if (typeof value === 'number') return above !== undefined && isSecretNumber(above, value) ? BLANK : value
  if (Array.isArray(value)) return blankList(value, above, take)
  if (typeof value !== 'object' || value === null) return value
  // By names, not by entries, which take twice as long to make where there are thousands.
  const fields = value as Readonly<Record<string, unknown>>
  const names = Object.keys(fields)
  const label = names
    .filter(name => LABEL.test(name))
    .map(name => own(fields, name))
    .find(isNameOfSecret)
  const blankField = (name: string) =>
    [
      blankText(name),
      blankValue(own(fields, name), label !== undefined && VALUE.test(name) ? label : nameOver(name, above), take),
    ] as const
  return Object.fromEntries(mapInSteps(names, blankField, take))
}

/** Items of a list that are worth a step. */
const MANY = 500

/** A list mapped, of which many items are mapped in steps. */
function mapInSteps<Item, Made>(items: readonly Item[], map: (item: Item) => Made, take: TakeStep): Made[] {
  if (items.length <= MANY) return items.map(map)
  const starts = Array.from({ length: Math.ceil(items.length / MANY) }, (_, i) => i * MANY)
  return starts.flatMap(start => take(() => items.slice(start, start + MANY).map(map)))
}

const isNameOfSecret = (named: unknown): named is string => typeof named === 'string' && isSecretName(named)

function isSecretBelow(value: string, above: string | undefined): boolean {
  return value !== '' && above !== undefined && isSecretOf(nameKind(above), value)
}

/** The name that says most of a field: its own or one above it. */
function nameOver(name: string, above: string | undefined): string | undefined {
  if (above !== undefined && isSecretName(above)) return above
  return nameKind(name) === undefined ? above : name
}

/** A list; of a pair the first may name the second: `["Authorization", "x"]`. */
function blankList(list: readonly unknown[], above: string | undefined, take: TakeStep): unknown[] {
  const [name, second] = list
  const isPair = list.length === 2 && typeof name === 'string' && typeof second === 'string' && isSecretName(name)
  return isPair ? [blankValue(name, above, take), BLANK] : mapInSteps(list, item => blankValue(item, above, take), take)
}
