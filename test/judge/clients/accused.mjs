// Exporters of sessions that break one rule each, one for each verdict that those with mistakes from the wild need not meet.
import { DAY, dayText, exporterWith, RIGHT, send } from './exporter.mjs'

/** What it gives is changed at the end. */
const giving = change =>
  exporterWith({
    async run(input) {
      return change(await RIGHT.run.call(this, input))
    },
  })

/** Name of the verdict to the client that deserves it. */
export const ACCUSED = {
  invented: giving(rows => [...rows, { ...rows[0], sessionId: 'made-up' }]),

  'out of range': exporterWith({ days: ({ from, to }) => [dayText(Date.parse(from) - DAY), from, to] }),

  stale: exporterWith({
    put(rows, row) {
      if (!rows.has(row.sessionId)) rows.set(row.sessionId, row)
    },
  }),

  'wrong value': giving(rows => rows.map(row => ({ ...row, channel: 'phone' }))),

  'no id': giving(rows => rows.map(({ sessionId, ...row }) => ({ ...row, number: sessionId }))),

  'gave up': exporterWith({ backOff: () => undefined }),

  'ignores Retry-After': exporterWith({ backOff: tries => (tries > 6 ? undefined : 10) }),

  hammers: exporterWith({
    async readDay(state, day, rows) {
      for (let again = 0; again < 20; again++) await RIGHT.readDay.call(this, state, day, rows)
    },
  }),

  leaks: exporterWith({
    run(input) {
      const fetch = (url, request) => input.fetch(`${url}?key=${input.token}`, request)
      return RIGHT.run.call(this, { ...input, fetch })
    },
  }),

  'retries the refused': exporterWith({
    async run(input) {
      const rows = await RIGHT.run.call(this, input)
      for (let tries = 0; tries < 4; tries++) await send({ ...input, bot: 'st-nobody' }, {})
      return rows
    },
  }),

  /** What had begun a quarter of an hour before the last run, and was not there then, it never takes. */
  'looks back too little': exporterWith({
    async run(input) {
      const done = input.store.get('done') ?? Number.NEGATIVE_INFINITY
      const put = (rows, row) => {
        const isTaken = rows.has(row.sessionId) || Date.parse(row.start_time) >= done - DAY / 96
        if (isTaken) rows.set(row.sessionId, row)
      }
      return await RIGHT.run.call({ ...this, put }, input)
    },
  }),
}
