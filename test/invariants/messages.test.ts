import fc from 'fast-check'
import t from 'tap'
import { Transcript } from '../../src/apis/messages/transcript.ts'
import { serializeRow } from '../../src/contract/contract.ts'
import { findMessages, isAlert } from '../../src/world/messages.ts'
import { timelineOf } from '../../src/world/sessions/timeline.ts'
import { call, type MessageRow, rowsOf, sessionsIn, texts, viewOf } from '../apis/views.ts'
import { runs } from '../long.ts'
import { TEST_BOT } from '../world/helper.ts'

// Messages of sessions: as many as the session says, within it, in order, each once (facts 12, rulings R7 to R9).

const DAY = 86_400_000
const OTHER = 'st-00000000-0000-5000-8000-000000000002'
const options = { since: '2026-02-25', perDay: 60, nonInteractive: 0.2, seed: 'messages', more: [{ id: OTHER }] }
const view = viewOf(whenOneIsUnderWay('2026-03-10T14:05:20.000Z'), options)
const bot = view.world.bot(TEST_BOT)!

const span = (from: number, to: number) => ({
  dateFrom: new Date(from).toISOString(),
  dateTo: new Date(to).toISOString(),
})

/** A minute into the first session after an instant that lasts longer. */
function whenOneIsUnderWay(after: string): string {
  const day = viewOf(after, options)
    .world.bot(TEST_BOT)!
    .day(Math.floor(Date.parse(after) / DAY))
  let row = day.rowAt(Date.parse(after))
  while (day.talkOf(row) < 120_000) row++
  return new Date(day.startOf(row) + 60_000).toISOString()
}

t.test('every session has noOfMessagesExchanged messages, all of them within it', async t => {
  const sessions = sessionsIn(view, view.now - 3 * DAY, view.now)
  t.ok(sessions.some(session => session.sessionStatus === 'active'))
  for (let at = 0; at < sessions.length; at += 20) {
    const batch = sessions.slice(at, at + 20)
    const rows: MessageRow[] = []
    for (let more = true; more; ) {
      const body = { sessionId: batch.map(({ sessionId }) => sessionId), skip: rows.length, forward: true }
      const answer = call(view, 'postMessages', { body })
      rows.push(...rowsOf<MessageRow>(answer))
      more = (answer.body as { moreAvailable: boolean }).moreAvailable
    }
    for (const session of batch) {
      const mine = rows.filter(row => row.sessionId === session.sessionId)
      if (mine.length !== session.noOfMessagesExchanged) t.fail(`${mine.length} messages in ${JSON.stringify(session)}`)
      const times = mine.map(row => row.createdOn)
      if (times.some(time => time < session.start_time || time > session.end_time)) t.fail('outside its session')
      if (times[0] !== session.start_time) t.fail('the first message is the start')
      if (mine.some(row => row.createdBy !== session.userId || row.chnl !== session.channel)) t.fail('of somebody else')
      const isInteractive = mine.some(row => row.type === 'incoming')
      if (isInteractive !== (session.sessionType === 'interactive')) t.fail('interactive without a word of the user')
      if (session.sessionStatus === 'active' && times.at(-1) !== session.end_time) t.fail('ends with the latest so far')
    }
  }
})

t.test('pages of any size: no message twice, none missing, by time, totals exact', async t => {
  const asked = fc.record({
    at: fc.integer({ min: 0, max: 12 * DAY }),
    length: fc.integer({ min: 0, max: DAY }),
    limit: fc.integer({ min: 20, max: 100 }),
    forward: fc.boolean(),
    channelType: fc.option(fc.constantFrom('rtm', 'korevg'), { nil: undefined }),
    account: fc.boolean(),
  })
  fc.assert(
    fc.property(asked, ({ at, length, limit, forward, channelType, account }) => {
      const window = { from: Date.parse('2026-02-25') + at, to: Date.parse('2026-02-25') + at + length }
      const bots = account ? view.world.bots : [bot]
      const wanted: string[] = []
      for (const one of bots) {
        for (let number = Math.floor(window.from / DAY) - 1; number <= Math.floor(window.to / DAY); number++) {
          const day = one.day(number)
          for (let row = 0; row < day.count; row++) {
            const channel = one.channels[day.channel[row]!]
            if (channelType !== undefined && channel !== channelType) continue
            timelineOf(one, number, row).times.forEach((time, index) => {
              const isThere = time >= window.from && time <= window.to && time <= view.now
              if (isThere) wanted.push(`${new Date(time).toISOString()} ${one.id} ${number} ${row} ${index}`)
            })
          }
        }
      }
      const seen: string[] = []
      const ids = new Set<string>()
      for (let more = true; more; ) {
        const body = { ...span(window.from, window.to), limit, forward, channelType, skip: seen.length }
        const answer = call(view, account ? 'postAccountMessages' : 'postMessages', {
          body: JSON.parse(JSON.stringify(body)),
        })
        const { total, moreAvailable } = answer.body as { total: number; moreAvailable: boolean }
        if (total !== wanted.length) throw new Error(`total ${total} is not ${wanted.length}`)
        for (const row of rowsOf<MessageRow>(answer)) {
          ids.add(row._id)
          seen.push(row.createdOn)
        }
        more = moreAvailable
        if (more !== seen.length < total) throw new Error('moreAvailable')
      }
      if (ids.size !== wanted.length) throw new Error('a message twice, or one missing')
      const times = wanted.map(text => text.slice(0, 24)).sort()
      if (!forward) times.reverse()
      if (times.join() !== seen.join()) throw new Error('not by time')
    }),
    { seed: 5, numRuns: runs(25) },
  )
  t.pass('25 windows')
})

t.test('a row as written from pieces = the same row serialised by the contract', async t => {
  const extras = { traceId: true, latency: true, agents: true }
  const question = { window: { from: view.now - 2 * DAY, to: view.now }, filter: {}, forward: false }
  const messages = findMessages([bot], question, view.now).page(0, 1000)
  const body = { ...span(view.now - 2 * DAY, view.now), limit: 10_000 }
  const wanted = (all: boolean) =>
    messages.map(message => {
      const transcript = new Transcript(message, view.now)
      const { index } = message
      const own = transcript.own(index, all ? extras : { traceId: false, latency: false, agents: false })
      return serializeRow('postMessages', { ...transcript.shared(index), ...own })
    })
  const kept = messages.map(({ day, row }) => isAlert(bot.day(day), row))
  const visible = (rows: readonly string[]) => rows.filter((_, i) => !kept[i])
  for (const round of ['made', 'kept']) {
    const plain = texts(call(view, 'postMessagesV2', { body }))
    t.same(plain.slice(0, 900), visible(wanted(false)).slice(0, 900), round)
    const full = texts(
      call(view, 'postMessagesV2', {
        body: { ...body, includeTraceId: true, includeLatency: true, getAgentsInfo: true },
      }),
    )
    t.same(full.slice(0, 900), visible(wanted(true)).slice(0, 900), `${round}, with everything`)
  }
})

t.test('what is there does not change when "now" moves on', async t => {
  const later = { ...view, now: view.now + 3_600_000 }
  const earlier = { ...view, now: view.now - 1_800_000 }
  const body = { ...span(view.now - DAY, view.now - 1_800_000), limit: 10_000 }
  const strip = (text: string) => text.replace(/"sessionTags":\[[^\]]*\]/, '')
  const [a, b, c] = [earlier, view, later].map(at => texts(call(at, 'postMessagesV2', { body })).map(strip))
  t.ok((a as string[]).length > 300)
  t.same(a, b)
  t.same(b, c)
})
