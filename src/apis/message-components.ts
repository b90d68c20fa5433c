import type { FilledSchema } from '../contract/contract.ts'
import type { Attachment } from '../world/attachments.ts'
import { uuidFor } from '../world/ids.ts'

type Component = FilledSchema<'MessageComponent'>

/** The parts of a message: its words, and after them what hangs on it. Both message APIs show the same. */
export function componentsOf(key: string, messageId: string, text: string, attachment?: Attachment): Component[] {
  const words: Component = {
    _id: uuidFor('cp-', key, messageId),
    cT: 'text',
    data: { text, fileName: undefined, url: undefined },
    thumbnails: [],
  }
  if (attachment === undefined) return [words]
  const { kind, fileName, url } = attachment
  const part: Component = {
    _id: uuidFor('cp-', key, messageId, kind),
    cT: kind,
    data: { text: undefined, fileName, url },
    thumbnails: kind === 'image' ? [thumbnailOf(key, messageId, attachment)] : [],
  }
  return [words, part]
}

function thumbnailOf(key: string, messageId: string, { url, size }: Attachment): FilledSchema<'Thumbnail'> {
  return {
    _id: uuidFor('th-', key, messageId),
    width: 320,
    height: 240,
    size: Math.round(size / 40),
    url: url.replace('.jpg', '-320x240.jpg'),
  }
}
