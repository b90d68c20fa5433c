/** What a part of a path may be and what not, and its greatest length. */
interface PathRule {
  readonly good: readonly string[]
  readonly bad: readonly string[]
  readonly longest: number
}

/** Ids that every bot id may be, and texts that are none: ruling R12. */
const bot = (longest: number): PathRule => ({
  good: ['st-841b5cd4-6393-5561-9218-34e3c6200001', 'st-a', 'st-A-9', `st-${'x'.repeat(longest - 3)}`],
  bad: ['', 'st-', '841b5cd4', 'ST-a', 'st-a b', 'st-a_b', 'x-st-a', 'st-a/', `st-${'x'.repeat(longest - 2)}`],
  longest,
})
const NAME: PathRule = {
  good: ['x', 'Top Failure Tasks', 'x'.repeat(1024)],
  bad: ['', 'x'.repeat(1025)],
  longest: 1024,
}

/** What each part of a path may be, by its name; every one must be there. */
export const PATHS: Readonly<Record<string, PathRule>> = {
  botId: bot(128),
  streamId: bot(128),
  dashboardName: NAME,
  widgetName: NAME,
  conversationId: NAME,
  id: NAME,
  sessionId: NAME,
  name: NAME,
  kind: { good: ['sessions', 'messages', 'conversations', 'segments'], bad: ['', 'trend', 'Sessions'], longest: 13 },
}
