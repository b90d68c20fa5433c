/** ms between two looks at how far it is. */
const PACE = 200
const MB = 1_000_000

/** Where progress is shown: stderr, where it is a terminal. */
interface ProgressScreen {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/** How far an export is. */
export interface ExportState {
  readonly rows: number
  /** Before they are packed. */
  readonly bytes: number
  /** From 0 to 1. */
  readonly share: number
}

/** Tells a terminal how far an export is: rows, MB a second, time left. Nobody else is told anything. */
export class ExportProgress {
  readonly #screen: ProgressScreen | undefined
  readonly #now: () => number
  readonly #began: number
  #shownAt: number

  constructor(screen: ProgressScreen | undefined, now: () => number = () => performance.now()) {
    this.#screen = screen?.isTTY === true ? screen : undefined
    this.#now = now
    this.#began = now()
    this.#shownAt = this.#began
  }

  /** Shows it, a few times a second. */
  show(state: ExportState): void {
    const now = this.#now()
    if (this.#screen === undefined || now - this.#shownAt < PACE) return
    this.#shownAt = now
    this.#screen.write(`\r${this.#line(state, now)}${leftText(state.share, now - this.#began)}\u001b[K`)
  }

  /** The last line. */
  end(state: ExportState): void {
    const now = this.#now()
    this.#screen?.write(`\r${this.#line(state, now)} in ${durationWords((now - this.#began) / 1000)}\u001b[K\n`)
  }

  /** Takes the line away. */
  clear(): void {
    this.#screen?.write('\r\u001b[K')
  }

  #line({ rows, bytes }: ExportState, now: number): string {
    const seconds = Math.max(0.001, (now - this.#began) / 1000)
    const rate = (bytes / MB / seconds).toFixed(1)
    return `${rows.toLocaleString('en')} rows, ${(bytes / MB).toFixed(1)} MB, ${rate} MB/s`
  }
}

function leftText(share: number, ms: number): string {
  if (share <= 0) return ''
  return `, ${Math.floor(share * 100)}%, ${durationWords((ms / 1000) * (1 / share - 1))} left`
}

/** `12 s`, `3 min 05 s`, `2 h 07 min`. */
function durationWords(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  const two = (number: number) => String(number).padStart(2, '0')
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`
  return `${Math.floor(whole / 3600)} h ${two(Math.floor(whole / 60) % 60)} min`
}
