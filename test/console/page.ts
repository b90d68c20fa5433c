import type { Page, Request } from 'playwright-core'

/** ms between two looks. */
const LOOK_EVERY = 25
/** ms without a call after which a page has asked all that it asks at first: a text is checked 300 ms after it was typed. */
const QUIET_FOR = 350
/** ms after which nothing is waited for any more. */
const LONGEST_WAIT = 60_000
/** A stream, which has no end. */
const EVENTS = '/__admin/events'

/** Calls of pages that have no answer yet, and when the last one got its (ms). */
const calls = new WeakMap<Page, { readonly open: Set<Request>; quietSince: number }>()

/** Follows the calls of a page from now on, for `settled`. */
export function followCalls(page: Page): void {
  const state = { open: new Set<Request>(), quietSince: Date.now() }
  calls.set(page, state)
  const end = (request: Request) => {
    state.open.delete(request)
    state.quietSince = Date.now()
  }
  page.on('request', request => {
    if (!new URL(request.url()).pathname.startsWith(EVENTS)) state.open.add(request)
  })
  page.on('requestfinished', end)
  page.on('requestfailed', end)
}

/** Goes to an address of the console, and waits until nothing is being loaded any more. */
export async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.waitForSelector('main h1')
  await settled(page)
}

/** Waits until no skeleton is left, and the last answers were drawn. @param page one whose calls are followed */
export async function settled(page: Page): Promise<void> {
  const state = calls.get(page)
  if (state === undefined) throw new Error('its calls are not followed')
  const last = Date.now() + LONGEST_WAIT
  for (;;) {
    await until(
      page,
      'document.querySelector(".skeleton") === null && !document.body.textContent.includes("more are coming")',
    )
    if (state.open.size === 0 && Date.now() - state.quietSince >= QUIET_FOR) return
    if (Date.now() > last) throw new Error(`never quiet: ${[...state.open].map(request => request.url()).join(', ')}`)
    await new Promise(done => setTimeout(done, LOOK_EVERY))
  }
}

/**
 * Waits until an expression is true in the page. Playwright's own way to wait has the page evaluate a text, which the policy of the
 * console forbids.
 */
export async function until(page: Page, expression: string): Promise<void> {
  const last = Date.now() + LONGEST_WAIT
  while (!(await page.evaluate(expression))) {
    if (Date.now() > last) throw new Error(`never true: ${expression}`)
    await new Promise(done => setTimeout(done, LOOK_EVERY))
  }
}
