import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { MockClient } from '../api/client.ts'
import { eventsIn } from '../api/event-stream.ts'
import { asFailure, type CallFailure } from '../api/failure.ts'
import { eventsCall, type JournalEntry, journalCall } from '../api/journal-calls.ts'
import { CONSOLE_TEST_ID } from '../api/test-id.ts'
import { useMock } from './mock.ts'

/** Entries asked for at once, which is the most that the mock gives. */
const AT_ONCE = 1_000
/** Entries kept: the eldest go. */
const MOST_KEPT = 5_000
/** ms in which what comes is gathered before it is shown. */
const GATHER_FOR = 100
/** ms until it is tried again, after the stream has ended. */
const TRY_AFTER = 2_000

/** The journal as it is written. */
export interface LiveJournal {
  /** Newest first; undefined: not known yet. */
  readonly entries: readonly JournalEntry[] | undefined
  /** Entries that the mock has, and those that it had no room for any more. */
  readonly counts: { readonly total: number; readonly dropped: number }
  /** New ones come as they are written. */
  readonly isLive: boolean
  readonly failure: CallFailure | undefined
  /** Entries that came while it was held. */
  readonly waiting: number
  readonly isHeld: boolean
  readonly hold: (isHeld: boolean) => void
  /** Asks for elder ones. */
  readonly older: () => Promise<void>
  readonly again: () => void
}

interface JournalState {
  readonly entries: readonly JournalEntry[] | undefined
  readonly total: number
  readonly dropped: number
}

const NOTHING: JournalState = { entries: undefined, total: 0, dropped: 0 }

/** The journal of the mock, kept up to date. @param withOwn what the console itself asks is part of it */
export function useJournal(withOwn: boolean): LiveJournal {
  const { client, noticeFailure } = useMock()
  const [state, setState] = useState(NOTHING)
  const [isLive, setIsLive] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  const [waiting, setWaiting] = useState(0)
  const [isHeld, setIsHeld] = useState(false)
  const [round, setRound] = useState(0)
  const came = useRef<JournalEntry[]>([])
  const held = useRef(false)
  const exceptTestId = withOwn ? undefined : CONSOLE_TEST_ID

  const show = useCallback(() => {
    if (held.current) {
      setWaiting(came.current.length)
      return
    }
    const news = came.current.splice(0)
    setWaiting(0)
    if (news.length > 0) setState(before => withNews(before, news))
  }, [])

  useEffect(() => {
    const abort = new AbortController()
    const timer = setInterval(() => came.current.length > 0 && show(), GATHER_FOR)
    const begin = (next: JournalState) => {
      came.current = []
      setState(next)
      setFailure(undefined)
      setIsLive(true)
    }
    const end = (error: unknown) => {
      if (abort.signal.aborted) return
      const failed = asFailure(error)
      noticeFailure(failed)
      setFailure(failed)
      setIsLive(false)
    }
    void follow(client, exceptTestId, { signal: abort.signal, begin, end, add: entry => came.current.push(entry) })
    return () => {
      abort.abort()
      clearInterval(timer)
    }
  }, [client, noticeFailure, exceptTestId, round, show])

  const hold = useCallback(
    (wanted: boolean) => {
      held.current = wanted
      setIsHeld(wanted)
      show()
    },
    [show],
  )
  const older = useCallback(async () => {
    // Those that came meanwhile have moved the page: what is there already is left out.
    const page = await client.send(journalCall({ exceptTestId }, { skip: state.entries?.length ?? 0, limit: AT_ONCE }))
    setState(before => withOlder(before, page.requests))
  }, [client, exceptTestId, state])
  const again = useCallback(() => {
    setState(NOTHING)
    setRound(n => n + 1)
  }, [])
  const counts = { total: state.total, dropped: state.dropped }
  return { entries: state.entries, counts, isLive, failure, waiting, isHeld, hold, older, again }
}

interface Follower {
  readonly signal: AbortSignal
  readonly begin: (state: JournalState) => void
  readonly add: (entry: JournalEntry) => void
  readonly end: (error: unknown) => void
}

/** Reads the journal and what is written to it, and again from its beginning when the connection was lost: the mock may be another one by then. */
async function follow(client: MockClient, exceptTestId: string | undefined, to: Follower): Promise<void> {
  while (!to.signal.aborted) {
    try {
      const { requests, total, dropped } = await client.send(
        journalCall({ exceptTestId }, { limit: AT_ONCE }),
        to.signal,
      )
      const since = { 'last-event-id': requests[0]?.id ?? 'r-0' }
      const { body } = await client.open(eventsCall({ exceptTestId }), to.signal, since)
      to.begin({ entries: requests, total, dropped: dropped.entries })
      for await (const { name, data } of eventsIn(body!)) {
        if (name === 'exchange') to.add(JSON.parse(data) as JournalEntry)
      }
      to.end(new Error('The stream of the journal has ended.'))
    } catch (error) {
      to.end(error)
    }
    await new Promise(done => setTimeout(done, TRY_AFTER))
  }
}

function withNews(before: JournalState, news: readonly JournalEntry[]): JournalState {
  const known = new Set((before.entries ?? []).slice(0, AT_ONCE).map(({ id }) => id))
  const added = news.filter(({ id }) => !known.has(id)).reverse()
  return {
    ...before,
    entries: [...added, ...(before.entries ?? [])].slice(0, MOST_KEPT),
    total: before.total + added.length,
  }
}

function withOlder(before: JournalState, older: readonly JournalEntry[]): JournalState {
  const known = new Set((before.entries ?? []).map(({ id }) => id))
  return { ...before, entries: [...(before.entries ?? []), ...older.filter(({ id }) => !known.has(id))] }
}
