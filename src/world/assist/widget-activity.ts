import { iso } from '../time.ts'
import type { LinkClick } from './records.ts'
import type { Scene } from './segment-context.ts'

const CLICKS = 0.3
const WELCOMED = 0.85

/** Clicks on the widget's scroll buttons so far: spread evenly over the segment, downward more than upward. */
export function scrolls(scene: Scene): { readonly up: number; readonly down: number } {
  const draw = scene.draw('scrolls')
  const { start, end } = scene.part
  const told = end > start ? Math.min(1, (scene.now - start) / (end - start)) : 1
  const down = Math.floor(draw() ** 2 * 9)
  const up = Math.floor(draw() * (down + 1))
  return { up: Math.floor(up * told), down: Math.floor(down * told) }
}

/** Whether the agent has read the welcome of the widget, which he does in the first seconds or not at all. */
export function welcomeRead(scene: Scene): boolean {
  const draw = scene.draw('welcome')
  const { start, end } = scene.part
  const reads = draw() < WELCOMED
  const at = start + Math.floor(Math.min(1000 + draw() * 5000, end - start))
  return reads && at <= scene.now
}

/** Links the agent followed, oldest first; they are articles on what the customer wanted. */
export function linksClicked(scene: Scene): LinkClick[] {
  const draw = scene.draw('links')
  if (draw() >= CLICKS) return []
  const { start, end } = scene.part
  const { name } = scene.intent(Math.max(scene.first, scene.last))
  const articles = scene.knowledge.articles(name, draw() < 0.7 ? 'web' : 'file', draw)
  return articles
    .map((article, index) => {
      const at = start + Math.floor(((end - start) * (index + draw())) / articles.length)
      return { at, click: { url: article.url, timestamp: iso(at) } }
    })
    .filter(({ at }) => at <= scene.now)
    .map(({ click }) => click)
}
