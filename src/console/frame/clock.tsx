import { useEffect, useState } from 'preact/hooks'
import { type SeenClock, timeOf } from '../state/connection.ts'

const MODES = { real: 'real time', frozen: 'stands still', offset: 'runs beside real time', playing: 'plays' } as const

/** The time in the world, which ticks where it runs. It is no live region: nobody wants to hear every second. */
export function Clock({ clock }: { readonly clock: SeenClock }) {
  const { mode, rate } = clock.state
  const [present, setPresent] = useState(Date.now)
  useEffect(() => {
    if (mode === 'frozen') return
    const timer = setInterval(() => setPresent(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [mode])
  const time = new Date(timeOf(clock, Math.max(present, clock.at))).toISOString()
  return (
    <>
      <time dateTime={time}>
        {time.slice(0, 10)} {time.slice(11, 19)} UTC
      </time>{' '}
      <span class="soft">({rate === undefined ? MODES[mode] : `plays at ${rate}×`})</span>
    </>
  )
}
