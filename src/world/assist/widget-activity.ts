import { hashText } from '../random.ts'
import { iso } from '../time.ts'
import type { LinkClick } from './records.ts'
import type { SegmentContext } from './segment-context.ts'

const SCROLLS = hashText('scrolls')
const WELCOME = hashText('welcome')
const LINKS = hashText('links')
/** Shares of segments in which the agent follows links, and in which he reads the welcome. */
const LINKS_SHARE = 0.3
const WELCOME_SHARE = 0.85

/** Clicks on the widget's scroll buttons so far: spread evenly over the segment, downward more than upward. */
export function scrolls(context: SegmentContext): { readonly up: number; readonly down: number } {
  const draw = context.draw(SCROLLS)
  const { start, end } = context.segment
  const elapsed = end > start ? Math.min(1, (context.now - start) / (end - start)) : 1
  const down = Math.floor(draw() ** 2 * 9)
  const up = Math.floor(draw() * (down + 1))
  return { up: Math.floor(up * elapsed), down: Math.floor(down * elapsed) }
}

/** Whether the agent has read the welcome of the widget, which he does in the first seconds or not at all. */
export function isWelcomeRead(context: SegmentContext): boolean {
  const draw = context.draw(WELCOME)
  const { start, end } = context.segment
  const reads = draw() < WELCOME_SHARE
  const at = start + Math.floor(Math.min(1000 + draw() * 5000, end - start))
  return reads && at <= context.now
}

/** Links the agent followed, oldest first; they are articles on what the customer wanted. */
export function linksClicked(context: SegmentContext): LinkClick[] {
  const draw = context.draw(LINKS)
  if (draw() >= LINKS_SHARE) return []
  const { start, end } = context.segment
  const { name } = context.lastIntent
  const articles = context.content.articles(name, draw() < 0.7 ? 'web' : 'file', draw)
  return articles
    .map((article, index) => {
      const at = start + Math.floor(((end - start) * (index + draw())) / articles.length)
      return { at, click: { url: article.url, timestamp: iso(at) } }
    })
    .filter(({ at }) => at <= context.now)
    .map(({ click }) => click)
}
