// Exporters of sessions with one mistake each, as they are met in the wild.
import { DAY, daysOf, exporterWith, RIGHT } from './exporter.mjs'

/** Hours of the zone that the author's machine is in. */
const LOCAL_HOURS = 5

/** Name of the mistake to the client that makes it. */
export const PLANTED = {
  /** A run asks only for what began after the latest row it has; what comes to light later, or changes, it never sees. */
  'no look-back': exporterWith({
    async run(input) {
      const state = { ...input }
      const rows = this.open(input.store)
      const newest = [...rows.values()]
        .map(row => row.start_time)
        .sort()
        .at(-1)
      for (const day of daysOf(newest?.slice(0, 10) ?? input.from, input.to, input.now())) {
        const dateFrom = newest?.startsWith(day) ? newest : day
        for (let skip = 0; skip !== undefined; ) {
          const answer = await this.ask(state, { dateFrom, dateTo: day, skip, limit: this.limit })
          for (const row of answer.sessions) if (!rows.has(row.sessionId)) this.put(rows, row)
          skip = this.next(skip, answer)
        }
      }
      return [...rows.values()]
    },
  }),

  /** What moves from one page to the next while it reads it has twice. */
  'pages by offset on a moving list': exporterWith({
    async readDay(state, day, rows) {
      const read = []
      for (let skip = 0; skip !== undefined; ) {
        const answer = await this.ask(state, { ...this.bounds(day), skip, limit: this.limit })
        read.push(...answer.sessions)
        skip = this.next(skip, answer)
      }
      rows.set(day, read)
    },
    async run(input) {
      return (await RIGHT.run.call(this, input)).flat()
    },
  }),

  /** A refused page counts as an empty one. */
  'ignores 429': exporterWith({
    run(input) {
      return RIGHT.run.call(this, { ...input, fetch: noneWhere(input, response => response.status === 429) })
    },
  }),

  /** It never gives up. */
  'retries without end': exporterWith({ backOff: () => 1_000 }),

  /** After a broken connection it goes on with the next page. */
  'loses the page after a reset': exporterWith({
    run(input) {
      const fetch = async (...request) => {
        try {
          const response = await input.fetch(...request)
          return new Response(await response.text(), response)
        } catch {
          return Response.json({ sessions: [], moreAvailable: true, isLost: true })
        }
      }
      return RIGHT.run.call(this, { ...input, fetch })
    },
    next: (skip, answer) => RIGHT.next(answer.isLost ? skip + RIGHT.limit : skip, answer),
  }),

  /** Both ends of a range belong to it: what begins at midnight is of two days. */
  'inclusive bounds taken twice': exporterWith({
    bounds: day => ({
      dateFrom: `${day}T00:00:00.000Z`,
      dateTo: new Date(Date.parse(day) + DAY).toISOString(),
    }),
    async readDay(state, day, rows) {
      const read = new Map()
      await RIGHT.readDay.call(this, state, day, read)
      rows.set(day, [...read.values()])
    },
    async run(input) {
      return (await RIGHT.run.call(this, input)).flat().filter(({ start_time: at }) => at.slice(0, 10) <= input.to)
    },
  }),

  /** Its days begin at the midnight of where it runs. */
  'zone of the day wrong': exporterWith({
    bounds: day => ({
      dateFrom: new Date(Date.parse(day) + LOCAL_HOURS * 3_600_000).toISOString(),
      dateTo: new Date(Date.parse(day) + DAY - 1 + LOCAL_HOURS * 3_600_000).toISOString(),
    }),
  }),

  /** The token that it began with is the only one. */
  'token never renewed': exporterWith({
    run(input) {
      return RIGHT.run.call(this, { ...input, newToken: () => input.token })
    },
  }),

  /** It asks for more rows than a page has, and takes the refusal for "none". */
  'limit above the maximum swallowed': exporterWith({
    limit: 20_000,
    run(input) {
      return RIGHT.run.call(this, { ...input, fetch: noneWhere(input, response => response.status === 412) })
    },
  }),

  /** What it has read before it was killed it reads and adds once more. */
  'appends on restart': exporterWith({
    async run(input) {
      const { store } = input
      if (!store.has('lines')) store.set('lines', [])
      const finished = store.get('finished') ?? 0
      const lines = store.get('lines')
      lines.length = finished === 0 ? lines.length : 0
      const seen = new Set()
      const state = { ...input }
      for (const day of daysOf(input.from, input.to, input.now())) {
        await this.readDay(state, day, {
          set: (id, row) => {
            if (!seen.has(id)) lines.push(row)
            seen.add(id)
          },
        })
      }
      store.set('finished', 1)
      return [...lines]
    },
  }),

  /** It reads pages in the order of their places as text: 0, 100, 20, 40 ... and ends at the one that is not full. */
  'sorts by text': exporterWith({
    async readDay(state, day, rows) {
      const first = await this.ask(state, { ...this.bounds(day), skip: 0, limit: this.limit })
      for (const row of first.sessions) this.put(rows, row)
      if (first.sessions.length === 0 && !first.moreAvailable) return
      const places = []
      for (let skip = first.sessions.length; skip <= first.total; skip += this.limit) places.push(String(skip))
      for (const place of places.sort()) {
        const page = await this.ask(state, { ...this.bounds(day), skip: Number(place), limit: this.limit })
        for (const row of page.sessions) this.put(rows, row)
        if (!page.moreAvailable) break
      }
    },
    limit: 4,
  }),

  /** Sessions under way are left for later, and later never comes. */
  'drops sessions under way': exporterWith({
    put(rows, row) {
      if (row.sessionStatus === 'closed') rows.set(row.sessionId, row)
    },
  }),

  /** How many pages there are it works out once. */
  'trusts total of page 1': exporterWith({
    async readDay(state, day, rows) {
      let total = 1
      for (let skip = 0; skip < total; skip += this.limit) {
        const answer = await this.ask(state, { ...this.bounds(day), skip, limit: this.limit })
        if (skip === 0) total = answer.total
        for (const row of answer.sessions) this.put(rows, row)
      }
    },
  }),

  /** What looks like a number becomes one. */
  'floats ids': exporterWith({
    row: row =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          typeof value === 'string' && value !== '' && Number.isFinite(Number(value)) ? Number(value) : value,
        ]),
      ),
  }),

  /** Instants are written down in the zone of the machine, without saying so. */
  'parses local dates': exporterWith({
    row: row => ({
      ...row,
      start_time: new Date(Date.parse(row.start_time) - LOCAL_HOURS * 3_600_000)
        .toISOString()
        .slice(0, 23)
        .replace('T', ' '),
    }),
  }),

  /** An empty page is the last one, whatever the answer says. */
  'stops at the first empty page': exporterWith({
    next: (skip, answer) => (answer.sessions.length === 0 ? undefined : RIGHT.next(skip, answer)),
  }),
}

/** A fetch that makes an empty list of some answers. */
const noneWhere =
  ({ fetch }, isNone) =>
  async (...request) => {
    const response = await fetch(...request)
    return isNone(response) ? Response.json({ sessions: [], moreAvailable: false }) : response
  }
