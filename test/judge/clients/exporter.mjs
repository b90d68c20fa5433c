// An exporter of sessions that does everything right, in parts that the clients with a planted bug replace.

const PAGE = 20

/** The parts of it. */
export const RIGHT = {
  /** Stored rows by id; what comes again replaces what was there. */
  put(rows, row) {
    rows.set(row.sessionId, row)
  },

  row: row => row,

  /** Days that a run asks for: those that may still change, and those that no run has finished. */
  days({ from, to, now, store }) {
    const done = store.get('done')
    const least = done === undefined ? from : dayText(Math.max(Date.parse(from), done - DAY))
    return daysOf(least, to, now)
  },

  bounds: day => ({ dateFrom: day, dateTo: day }),

  limit: PAGE,

  /** Where the next page begins; undefined: there is none. */
  next: (skip, answer) => (answer.moreAvailable ? skip + answer.sessions.length : undefined),

  /** Waits before the next try; undefined: it gives up. */
  backOff(tries, response) {
    if (tries > 6) return undefined
    const said = Number(response?.headers.get('retry-after'))
    return said > 0 ? said * 1000 : 200 * 2 ** tries
  },

  async ask(state, body, sendOne = send) {
    for (let tries = 1; ; tries++) {
      let response
      try {
        response = await sendOne(state, body)
        if (response.ok) return await response.json()
      } catch {
        response = undefined
      }
      if (response?.status === 401 && tries <= 3) state.token = state.newToken()
      else if (response !== undefined && response.status !== 429 && response.status < 500) {
        throw new Error(`refused with ${response.status}`)
      }
      const wait = this.backOff(tries, response)
      if (wait === undefined) throw new Error('no answer')
      await state.sleep(wait)
    }
  },

  async readDay(state, day, rows) {
    for (let skip = 0; skip !== undefined; ) {
      const answer = await this.ask(state, { ...this.bounds(day), skip, limit: this.limit })
      for (const row of answer.sessions) this.put(rows, this.row(row))
      skip = this.next(skip, answer)
    }
  },

  async run(input) {
    const state = { ...input }
    const began = input.now()
    const rows = this.open(input.store)
    for (const day of this.days({ ...input, now: began })) await this.readDay(state, day, rows)
    input.store.set('done', began)
    return [...rows.values()]
  },

  open(store) {
    if (!store.has('rows')) store.set('rows', new Map())
    return store.get('rows')
  },
}

export const DAY = 86_400_000
export const dayText = ms => new Date(ms).toISOString().slice(0, 10)

/** The days from one to another, none in the future. */
export function daysOf(from, to, now) {
  const days = []
  for (let at = Date.parse(from); at <= Math.min(Date.parse(to), now); at += DAY) days.push(dayText(at))
  return days
}

export function send({ fetch, baseUrl, bot, account, token }, body) {
  return fetch(`${baseUrl}/api/public/bot/${bot}/getSessions`, {
    method: 'POST',
    headers: { auth: token, accountId: account, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** The exporter with some parts of its own. */
export const exporterWith = (parts = {}) => {
  const exporter = { ...RIGHT, ...parts }
  return input => exporter.run(input)
}
