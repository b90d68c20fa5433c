import type { ReceivedAnswer } from '../caller.ts'
import { isObject, type Json, objectIn, textsIn } from '../json.ts'
import { mainFields, type Probe, widest } from '../probe.ts'
import { having, type RequestDraft } from '../request-draft.ts'

/** Rows to skip where no answer tells how many there are. */
const FAR_SKIP = 1_000_000

/** What properties of a paged answer mean, by their names. */
const ROLES = {
  total: ['total', 'totalResults', 'totalCount'],
  more: ['moreAvailable', 'hasMore'],
  pages: ['totalPages'],
  skip: ['skip'],
  size: ['limit'],
  page: ['page'],
  count: ['numResults'],
} as const

/** A page as it was asked for and as it came. */
interface SeenPage {
  readonly skip: number
  readonly size: number
  readonly rows: readonly unknown[]
  readonly said: Readonly<Partial<Record<keyof typeof ROLES, unknown>>>
}

/** Order of the rows, arithmetic of paging, and whether pages fit together; begins with the answer to the ordinary request. */
export async function probePages(probe: Probe, first: ReceivedAnswer): Promise<void> {
  const { ledger, shape } = probe
  const wide = pageOf(probe, first, 0, widest(shape))
  if (wide === undefined) {
    ledger.notSeen('paging', 'pages', 'the answer has no list')
    return
  }
  checkOrder(probe, wide.rows)
  checkRange(probe, wide.rows)
  const total = asWholeNumber(wide.said.total)
  const isAll = wide.rows.length < wide.size
  const half = Math.max(1, isAll ? Math.ceil(wide.rows.length / 2) : Math.floor(wide.size / 2))

  const ask = async (skip: number, size: number) => {
    const answer = await probe.ask(pageDraft(probe, skip, size))
    ledger.look(answer, answer.status === 200)
    const page = answer.status === 200 ? pageOf(probe, answer, skip, size) : undefined
    if (page === undefined) throw new NoPage(answer.status === 200 ? 'no list' : ledger.statusText(answer))
    return page
  }
  const seen = [wide]
  try {
    if (wide.rows.length > 1) {
      const pair = [await ask(0, half), await ask(half, half)]
      seen.push(...pair)
      ledger.check('paging', 'next page', 'neither repeats nor drops a row', wrongNextPage(probe, pair, wide, half))
    } else ledger.notSeen('paging', 'next page', wide.rows.length === 0 ? 'no rows' : 'one row only')
    const tail = total === undefined || total < 1 ? undefined : await ask(...tailOf(probe, total, half))
    if (tail !== undefined) seen.push(tail)
    const past = await ask(pastOf(total, half), half)
    seen.push(past)
    ledger.check('paging', 'past the end', 'an empty list', past.rows.length === 0 ? undefined : 'rows')
    checkNumbers(probe, seen, wide, tail)
  } catch (error) {
    if (!(error instanceof NoPage)) throw error
    ledger.differs('paging', 'pages', '200', error.message)
  }
}

class NoPage extends Error {}

/** The numbers of all pages, each kind in one check. */
function checkNumbers(
  { ledger, shape }: Probe,
  pages: readonly SeenPage[],
  wide: SeenPage,
  tail: SeenPage | undefined,
): void {
  const has = (role: keyof typeof ROLES) => ROLES[role].some(name => shape.properties.has(name))
  const check = (name: string, expected: string, wrong: readonly (string | undefined)[]) =>
    ledger.check(
      'paging',
      name,
      expected,
      wrong.find(found => found !== undefined),
    )

  check(
    'page size',
    'no more rows than asked for',
    pages.map(({ rows, size }) => (rows.length > size ? `${rows.length} rows instead of ${size}` : undefined)),
  )
  const total = asWholeNumber(wide.said.total)
  const totals = has('total') ? wrongTotal(pages, total, tail) : undefined
  if (has('total')) check('total', 'the number of rows, the same on every page', [totals])
  const counted = totals === undefined ? total : undefined
  if (has('more'))
    check(
      'more flag',
      'true while there is more',
      pages.map(page => wrongFlag(page, wide, counted)),
    )
  if (has('pages') && counted !== undefined) {
    const wrong = pages.map(({ said, size }) =>
      typeof said.pages !== 'number' || said.pages === Math.ceil(counted / size) ? undefined : 'another number',
    )
    check('page count', 'total / size, rounded up', wrong)
  }
  const echoes = [
    ...pages.map(({ said, skip }) => echo('skip', said.skip, skip)),
    ...pages.map(({ said, size }) => echo('limit', said.size, size)),
    ...pages.map(({ said, skip, size }) => echo('page', said.page, skip / size + 1)),
  ]
  if (has('skip') || has('size') || has('page')) check('echo', 'what was asked for', echoes)
  if (has('count')) {
    const wrong = pages.map(({ said, rows }) => (said.count === rows.length ? undefined : 'not the number of rows'))
    check('count', 'the number of rows on the page', wrong)
  }
}

const echo = (name: string, said: unknown, asked: number) =>
  typeof said !== 'number' || said === asked ? undefined : `another ${name}`

function wrongTotal(
  pages: readonly SeenPage[],
  total: number | undefined,
  tail: SeenPage | undefined,
): string | undefined {
  if (total === undefined) return 'no number'
  if (pages.some(({ said }) => asWholeNumber(said.total) !== total)) return 'not the same on every page'
  for (const { skip, size, rows } of pages) {
    const due = Math.max(0, Math.min(size, total - skip))
    // Between the ends a page that is too short is a matter of the next page.
    const came = Math.min(rows.length, size)
    if (came !== due && (tail?.skip === skip || skip === 0)) {
      return came < due ? 'more than there are rows' : 'less than there are rows'
    }
  }
  return undefined
}

/** By the total when that is right, else by what the widest page has shown. */
function wrongFlag(
  { said, skip, size, rows }: SeenPage,
  wide: SeenPage,
  total: number | undefined,
): string | undefined {
  if (typeof said.more !== 'boolean') return undefined
  const end = skip + rows.length
  const more =
    total !== undefined
      ? end < total
      : end < wide.rows.length || (rows.length < size ? false : end === wide.rows.length ? wide.said.more : undefined)
  if (more === undefined || said.more === more) return undefined
  return said.more ? 'true at the end' : 'false although there is more'
}

/** Two pages and the one that spans both, as sets: the order within is looked at elsewhere. */
function wrongNextPage({ shape }: Probe, pair: readonly SeenPage[], wide: SeenPage, half: number): string | undefined {
  const ids = textsIn(shape.row?.required).filter(name => /id$/i.test(name))
  // Whatever else a row holds may change from one call to the next.
  const keyOf = (row: unknown) => JSON.stringify(isObject(row) && ids.length > 0 ? ids.map(name => row[name]) : row)
  const apart = pair.flatMap(({ rows, size }) => rows.slice(0, size).map(keyOf))
  const together = wide.rows.slice(0, 2 * half).map(keyOf)
  const repeated = apart.length - new Set(apart).size
  const known = new Set(apart)
  const dropped = together.filter(row => !known.has(row)).length
  const found = [
    ...(repeated > 0 ? [`repeats ${repeated}`] : []),
    ...(dropped > repeated ? [`drops ${dropped - repeated}`] : []),
  ]
  if (found.length === 0 && apart.length !== together.length)
    return `${apart.length} rows instead of ${together.length}`
  return found.length === 0 ? undefined : `${found.join(', ')} of ${together.length} rows`
}

function checkOrder({ shape, ledger }: Probe, rows: readonly unknown[]): void {
  const name = orderField(shape.row)
  const order = shape.info.page?.order
  if (name === undefined) return
  const check = `by ${name}, ${order}`
  const times = rows.map(row => instantIn(row, name)).filter(ms => !Number.isNaN(ms))
  if (times.length < 2) ledger.notSeen('order', check, rows.length === 0 ? 'no rows' : 'one row only')
  else {
    const wrong = times.filter((ms, i) => i > 0 && (order === 'ascending' ? ms < times[i - 1]! : ms > times[i - 1]!))
    ledger.check(
      'order',
      check,
      `${order}`,
      wrong.length === 0 ? undefined : `${wrong.length} of ${times.length} rows are not`,
    )
  }
}

function checkRange({ shape, ledger, range }: Probe, rows: readonly unknown[]): void {
  const name = orderField(shape.row)
  if (name === undefined || shape.info.dateRange === undefined) return
  const times = rows.map(row => instantIn(row, name)).filter(ms => !Number.isNaN(ms))
  if (times.length === 0) {
    ledger.notSeen('filter', 'range of days', 'no rows')
    return
  }
  const [from, to] = [Date.parse(`${range.from}T00:00:00.000Z`), Date.parse(`${range.to}T23:59:59.999Z`)]
  const outside = times.filter(ms => ms < from || ms > to).length
  ledger.check(
    'filter',
    'range of days',
    `${name} inside the range`,
    outside === 0 ? undefined : `${outside} of ${times.length} rows outside`,
  )
}

/** The instant by which rows are sorted: the first one that every row has. */
function orderField(row: Json | undefined): string | undefined {
  const properties = objectIn(row?.properties)
  return textsIn(row?.required).find(name => objectIn(properties[name]).format === 'date-time')
}

const instantIn = (row: unknown, name: string) => (isObject(row) ? Date.parse(String(row[name])) : Number.NaN)

function pageOf({ shape }: Probe, { body }: ReceivedAnswer, skip: number, size: number): SeenPage | undefined {
  const rows = isObject(body) ? body[shape.info.page?.list ?? ''] : undefined
  if (!isObject(body) || !Array.isArray(rows)) return undefined
  const said = Object.fromEntries(
    Object.entries(ROLES).map(([role, names]) => [role, body[names.find(name => shape.properties.has(name)) ?? '']]),
  )
  return { skip, size, rows, said }
}

/** The ordinary request for another page. */
export function pageDraft({ shape, draft }: Probe, skip: number, size: number): RequestDraft {
  const page = shape.info.page
  const put = (to: RequestDraft, name: string | undefined, value: number) => {
    const field = mainFields(shape).find(field => field.name === name)
    return field === undefined ? to : having(to, field, value)
  }
  const sized = put(draft, page?.size, size)
  return page?.page === undefined ? put(sized, page?.skip, skip) : put(sized, page.page, Math.floor(skip / size) + 1)
}

/**
 * Where the last row is, with room after it, so that rows beyond the total would come: from there two are asked for, or
 * the last page in a size that does not fill it.
 */
function tailOf({ shape }: Probe, total: number, half: number): [skip: number, size: number] {
  if (shape.info.page?.page === undefined) return [total - 1, 2]
  let size = Math.max(2, half)
  while (size > 2 && total % size === 0) size -= 1
  return [Math.floor((total - 1) / size) * size, size]
}

/** A whole number of pages, so that it can be asked for by number. */
const pastOf = (total: number | undefined, half: number) =>
  total === undefined ? Math.floor(FAR_SKIP / half) * half : Math.ceil(total / half) * half + half

const asWholeNumber = (value: unknown) => (typeof value === 'number' && Number.isInteger(value) ? value : undefined)
