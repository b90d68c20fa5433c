/** Parts of a request that are put into a good one. */
export interface Sent {
  readonly query?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

/** One row of a vendor's parameter table: what it takes, what it is when left out, and what it refuses. */
export interface Row {
  readonly place: 'query' | 'headers' | 'body'
  readonly name: string
  /** Value of the parameter when it is not sent; undefined: there is none. */
  readonly default?: unknown
  /** What is sent, and what it is read as when that is not the same. */
  readonly good: readonly (readonly [sent: unknown, read?: unknown])[]
  readonly bad: readonly (readonly [sent: unknown, message: string])[]
  /** It must be sent here or elsewhere, and the base request sends it nowhere else. */
  readonly needed?: boolean
}

export const INTEGER = 'must be an integer; found'
const day = 'must be a date as YYYY-MM-DD; found'
const dayOrTime = 'must be a date as YYYY-MM-DD or YYYY-MM-DDThh:mm:ss.sssZ; found'
const anyTime = 'must be a date as YYYY-MM-DD, YYYY-MM-DD hh:mm:ss, YYYY-MM-DD-hh:mm:ss or YYYY-MM-DDThh:mm:ss; found'

export const row = (
  place: Row['place'],
  name: string,
  good: Row['good'],
  bad: Row['bad'] = [],
  rest: { default?: unknown } = {},
): Row => ({ place, name, good, bad, ...rest })

export const ids = (count: number) => Array.from({ length: count }, (_, i) => `id-${i}`)

/** The longest text and the longest list that most fields take (decision D142); what is longer by one is refused. */
export const LONGEST = 1_000
export const long = (length: number) => 'x'.repeat(length)
const tooLong = [long(LONGEST + 1), `must have at most ${LONGEST} characters; found ${LONGEST + 1}`] as const
/** How far a request may reach where the vendor names no bound (decision D142). */
export const FARTHEST = 1_000_000_000_000

/** A list of texts in a body, by its greatest length. */
export const list = (name: string, most: number, isOneAllowed: boolean): Row =>
  row(
    'body',
    name,
    [[['a', 'b']], [[]], [ids(most)], ...(isOneAllowed ? [['a', ['a']] as const] : [])],
    [
      isOneAllowed ? [5, 'must be an array; found 5'] : ['a', 'must be an array; found "a"'],
      [ids(most + 1), `must not have more than ${most} items; found ${most + 1}`],
    ],
  )

/** A text in a body: a number is none (ruling R13). */
export const text = (name: string): Row =>
  row(
    'body',
    name,
    [['x'], [''], [long(LONGEST)]],
    [[5, 'must be text; found 5'], [null, 'must be text; found null'], tooLong],
  )
export const flag = (name: string): Row =>
  row(
    'body',
    name,
    [[true], [false]],
    [
      ['true', 'must be true or false; found "true"'],
      [1, 'must be true or false; found 1'],
    ],
    {
      default: false,
    },
  )
export const queryText = (name: string): Row => row('query', name, [['x'], [''], [long(LONGEST)]], [tooLong])
export const queryFlag = (name: string): Row =>
  row(
    'query',
    name,
    [
      ['true', true],
      ['false', false],
    ],
    [['yes', 'must be true or false; found "yes"']],
    { default: false },
  )

/** A number in a body, by its bounds. */
export function number(name: string, least: number, most: number, standard: number | undefined): Row {
  return row(
    'body',
    name,
    [[least], [most]],
    [
      [least - 1, `must be at least ${least}; found ${least - 1}`],
      ['20', `${INTEGER} "20"`],
      [1.5, `${INTEGER} 1.5`],
      [most + 1, `must be at most ${most}; found ${most + 1}`],
    ],
    { default: standard },
  )
}

/** A number in the query: text by nature. */
export function queryNumber(name: string, least: number, most: number, standard: number | undefined): Row {
  return row(
    'query',
    name,
    [
      [String(least), least],
      [String(most), most],
    ],
    [
      [String(least - 1), `must be at least ${least}; found ${least - 1}`],
      ['ten', `${INTEGER} "ten"`],
      ['1.5', `${INTEGER} "1.5"`],
      ['', `${INTEGER} ""`],
      [String(most + 1), `must be at most ${most}; found ${most + 1}`],
    ],
    { default: standard },
  )
}

export const date = (place: Row['place'], name: string): Row =>
  row(
    place,
    name,
    [['2026-02-28'], ['2024-02-29']],
    [
      ['2026-02-30', `${day} "2026-02-30"`],
      ['2026-02-28T00:00:00.000Z', `${day} "2026-02-28T00:00:00.000Z"`],
      ['28.02.2026', `${day} "28.02.2026"`],
    ],
  )

export const instant = (place: Row['place'], name: string): Row =>
  row(
    place,
    name,
    [['2026-02-28'], ['2026-02-28T23:59:59.999Z'], ['2026-02-28T23:59:59Z']],
    [
      ['2026-02-30', `${dayOrTime} "2026-02-30"`],
      ['2026-02-28T24:00:00.000Z', `${dayOrTime} "2026-02-28T24:00:00.000Z"`],
      ['2026-02-28 10:00:00', `${dayOrTime} "2026-02-28 10:00:00"`],
      ['', `${dayOrTime} ""`],
    ],
  )

export const rawInstant = (name: string): Row =>
  row(
    'query',
    name,
    [
      ['2026-02-25'],
      ['2026-02-25 09:33:10'],
      ['2026-02-25-09:33:10'],
      ['2026-02-25T09:33:10'],
      ['2026-02-25T09:33:10.120Z'],
    ],
    [
      ['2026-02-29', `${anyTime} "2026-02-29"`],
      ['2026-02-25T09:33', `${anyTime} "2026-02-25T09:33"`],
      ['2026-02-25T09:60:00', `${anyTime} "2026-02-25T09:60:00"`],
      ['yesterday', `${anyTime} "yesterday"`],
    ],
  )

export const aggregation = row(
  'query',
  'aggregation_type',
  [['daily'], ['hourly'], ['Daily', 'daily'], ['', 'hourly']],
  [['weekly', 'must be one of daily, hourly; found "weekly"']],
  { default: 'hourly' },
)
export const channels = row(
  'query',
  'channels',
  [['rtm', ['rtm']], ['rtm,sms', ['rtm', 'sms']], [['rtm', 'sms']], ['all', ['All']], [ids(100)]],
  [[ids(101), 'must not have more than 100 items; found 101']],
  {
    default: ['All'],
  },
)
export const account = row(
  'headers',
  'accountid',
  [['664b33a620bd0892e0000001'], ['660aafa0c0971e56e27xxxxx'], ['x'], ['x'.repeat(200)]],
  [
    ['', 'must not be empty'],
    ['x'.repeat(201), 'must have at most 200 characters; found 201'],
  ],
)
export const tags = row(
  'body',
  'tags',
  [[{ and: [{ name: 'user', values: ['newuser'], type: 'user' }] }], [{ or: [] }], [{}]],
  [
    ['x', 'must be an object; found "x"'],
    [[], 'must be an object; found an array'],
  ],
)
