/** Groups, or different values of one group, that are told apart at most: each takes some hundred bytes as long as a query runs. */
export const MOST_VALUES = 1_000_000

/** A query tells more apart than there is room for. */
export class TooManyValues extends Error {
  override name = 'TooManyValues'

  constructor(most: number) {
    super(`The widget counts more than ${most.toLocaleString('en-US')} different values`)
  }
}
