import { useEffect } from 'preact/hooks'

/** ms between two looks at what may change by itself. */
const LOOK_AGAIN_AFTER = 3_000

/** Asks again and again, as long as the page is seen. */
export function useRepeatedly(again: () => void): void {
  useEffect(() => {
    const timer = setInterval(() => document.hidden || again(), LOOK_AGAIN_AFTER)
    return () => clearInterval(timer)
  }, [again])
}
