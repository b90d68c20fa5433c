/** Ids that every bot id may be, and texts that are none: ruling R12. */
const BOT = {
  good: ['st-841b5cd4-6393-5561-9218-34e3c6200001', 'st-a', 'st-A-9', `st-${'x'.repeat(1021)}`],
  bad: ['', 'st-', '841b5cd4', 'ST-a', 'st-a b', 'st-a_b', 'x-st-a', 'st-a/', `st-${'x'.repeat(1022)}`],
}
const NAME = { good: ['x', 'Top Failure Tasks', 'x'.repeat(1024)], bad: ['', 'x'.repeat(1025)] }

/** What each part of a path may be, by its name; every one must be there. */
export const PATHS: Readonly<Record<string, { readonly good: readonly string[]; readonly bad: readonly string[] }>> = {
  botId: BOT,
  streamId: BOT,
  dashboardName: NAME,
  widgetName: NAME,
  conversationId: NAME,
  id: NAME,
}
