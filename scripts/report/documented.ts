import { count, figure, type Section } from './figures.ts'
import type { ConversationRow, MessageRow, SegmentRow } from './rows.ts'
import { textsIn } from './within.ts'

/** Rows in which documented values are looked for. */
export interface Documented {
  readonly messages: readonly MessageRow[]
  readonly conversations: readonly ConversationRow[]
  readonly segments: readonly SegmentRow[]
}

/** How often something within has a property of that name with a value that is so. */
export function occurrences(value: unknown, name: string, isSo: (value: unknown) => boolean): number {
  if (value === null || typeof value !== 'object') return 0
  let times = 0
  for (const [key, own] of Object.entries(value)) {
    if (key === name && isSo(own)) times++
    times += occurrences(own, name, isSo)
  }
  return times
}

const isTrue = (value: unknown) => value === true
const isText = (text: string) => (value: unknown) => value === text
const isFilled = (value: unknown) => Array.isArray(value) && value.length > 0

/** Values that the vendor documents: each should come now and then. */
export function documented({ messages, conversations, segments }: Documented): Section {
  const inSegments = (name: string, isSo: (value: unknown) => boolean) => occurrences(segments, name, isSo)
  const times: [name: string, times: number][] = [
    ['component types other than text', occurrences(messages, 'cT', value => value !== 'text')],
    ['thumbnails', occurrences(messages, 'thumbnails', isFilled)],
    ['playbook stages', inSegments('stages', isFilled)],
    ['internalFlag true', inSegments('internalFlag', isTrue)],
    ['internalInfoMoreClicked true', inSegments('internalInfoMoreClicked', isTrue)],
    ['streaming true', inSegments('streaming', isTrue)],
    ['blank status of an answer', inSegments('status', isText(''))],
    ['isExtAD true', occurrences(conversations, 'isExtAD', isTrue)],
    ['RunCustom', inSegments('runType', isText('RunCustom'))],
    ...['TimedOut', 'Error', 'manual'].map((text): [string, number] => [
      text,
      textsIn(segments).filter(one => one === text).length,
    ]),
  ]
  return {
    title: 'Documented values',
    figures: times.map(([name, found]) => figure(name, found, count, { from: 1 })),
    tables: [],
    charts: [],
  }
}
