/** The value below which a share of some lies. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
}

export const median = values => quantile(values, 0.5)

/** Milliseconds as they are printed. */
export const ms = value => (value === undefined ? '–' : `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`)
