/** Rows of a day that are handed over to a human, and when. All arrays are of one length, rows ascending. */
export interface AgentRows {
  readonly rows: Uint32Array
  /** Index of the hand-over message. */
  readonly at: Uint16Array
  /** ms from the session's start to the hand-over message. */
  readonly handover: Uint32Array
  /** ms from the session's start to the first message after it: a human's when one took it. */
  readonly answered: Uint32Array
}

/** What `shapeOf` makes for a block: the first row of it has index 0. */
export interface RowShapes {
  /** ms from the first message to the last. */
  readonly talk: Uint32Array
  /** ms from start to close. */
  readonly span: Uint32Array
  readonly agents: AgentRows
}
