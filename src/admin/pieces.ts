import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Maybe } from '../control/control.ts'
import type { TakeStep } from '../memory/steps.ts'
import type { Stretches } from '../offload/stretches.ts'

/*
 * The journal may hold more than fits into one text, and to read it takes longer than others may wait. So what is made of it
 * is made entry by entry, leaves as it is made, and lets others have their turn now and then.
 */

/** ms of work after which others have their turn. */
const TURN_MS = 5

/** Turns of a long work. */
export class Turns {
  #since = performance.now()

  /** Waits for everybody else when it is their turn. */
  async pass(): Promise<void> {
    if (performance.now() - this.#since < TURN_MS) return
    await nextTurn()
    this.#since = performance.now()
  }
}

/** Visits all items that there are now, others having their turns meanwhile. */
export async function visitInTurns<Item>(items: Iterable<Item>, each: (item: Item) => void): Promise<void> {
  const turns = new Turns()
  for (const item of [...items]) {
    each(item)
    await turns.pass()
  }
}

/** What a search found, and what it could not tell of. */
export interface Chosen<Item> {
  readonly found: Item[]
  readonly unsure: readonly { readonly item: Item; readonly why: string }[]
}

/** The items for which `test` says so, found in turns; those for which it throws are told beside them. */
export async function chosen<Item>(items: Iterable<Item>, test: (item: Item) => boolean): Promise<Chosen<Item>> {
  const found: Item[] = []
  const unsure: { item: Item; why: string }[] = []
  await visitInTurns(items, item => {
    try {
      if (test(item)) found.push(item)
    } catch (error) {
      unsure.push({ item, why: String(error) })
    }
  })
  return { found, unsure }
}

/** A JSON text with a list in it, in pieces; an item whose text is undefined is left out. */
export async function* withList<Item>(
  head: string,
  items: Iterable<Item>,
  { text, tail }: { readonly text: (item: Item) => Maybe<string | undefined>; readonly tail: () => string },
): AsyncGenerator<string, void, undefined> {
  const turns = new Turns()
  let between = ''
  yield head
  for (const item of items) {
    await turns.pass()
    const piece = await text(item)
    if (piece === undefined) continue
    yield between + piece
    between = ','
  }
  yield tail()
}

/** What `make` makes of an item; of one for which it throws, what `unreadable` makes of it and of the reason. */
export function madeOrUnreadable<Item, Made>(
  item: Item,
  make: (item: Item) => Made,
  unreadable: (item: Item, why: string) => Made,
): Made {
  try {
    return make(item)
  } catch (error) {
    return unreadable(item, String(error))
  }
}

/** What an item looks like as JSON, made in steps that let others have their turns: what it has may be long, and hard to look through. */
export function jsonInSteps<Item>(
  stretches: Stretches,
  item: Item,
  show: (item: Item, take: TakeStep) => object,
  unreadable: (item: Item, why: string) => object,
): Maybe<string> {
  const told = (error: unknown) => JSON.stringify(unreadable(item, String(error)))
  try {
    const text = stretches.inSteps(take => JSON.stringify(show(item, take)))
    return typeof text === 'string' ? text : text.catch(told)
  } catch (error) {
    return told(error)
  }
}

/** What an item looks like as JSON; see `madeOrUnreadable`. */
export function jsonOrUnreadable<Item>(
  item: Item,
  show: (item: Item) => object,
  unreadable: (item: Item, why: string) => object,
): string {
  return madeOrUnreadable(
    item,
    it => JSON.stringify(show(it)),
    (it, why) => JSON.stringify(unreadable(it, why)),
  )
}
